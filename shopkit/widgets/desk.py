"""A page people work at: blocks drawn from one plain dict, and acts that come back.

What the browser sends beyond a board's messages is `{"act", "values", "files", "key", "turn",
"id"}`. Every value of `ask` is text, from the address and from a message alike; what is emptied
leaves the ask. A field of kind photo or file hands its act an `Upload` or None; an empty number
or choice is None, an empty day too, any other empty field "". A browser that never saw an answer
sends the same `key` again and is told the same answer; a person who tries again after a fault of
ours does so with the same `key` and the next `turn`.

Beyond each kind's own keys: any block may be `half` a desk wide. A scan calls its act with
`text`. A row of a list may be `opened` from the start, or have an `ask` that opening it sends
instead of `open` blocks; its fields' values go with each of its buttons. A row of a table may
have an `ask` in place of an act. A grid's rows have a `key` and its act takes `rows`, each with
`key` (None if added), `change` (changed, added or removed) and every column; a column or the
whole grid may be `fixed`. A file field may say what it can `accept`; a button may be `disabled`.
What a form's `since` names among its values is sent as it was when the typing began: name a version
there, and nobody's words are written over unseen.

A board has `lists` of `cards`. Its `act_move` is called with `card`, `to` (a list's key), `before`
(a card's key, or None for the end) and the card's `version`; its `act_add` with the `text` typed
and the list `to`; both with the board's own `values`. Until they are answered the browser shows
them as done. A card is opened by its `ask`, else by the board's `ask_open` (a name that is asked
with the card's key) or `act_open` (called with `card`). A list may have a `limit`; `more`, how many
cards were not sent, the `next` of them by its key and an `ask` that brings them; `add` False for
no line to add to it. `filters` are choices that ask, `search` a name that is asked.

Blocks with `panel` are drawn beside the others, on a phone over them; closing asks the first one's
`close`, or empties `card`. A calendar has a `month`, its `days` by date and the days `off`; another
month is asked for as `ask_month`. A choice shows the texts of its `sides`, each with its act and
values, may offer `both`, and `clears` the draft of the form that led to it.
"""

import inspect
import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from shopkit.errors import Refused, ShopkitError
from shopkit.text import Say, message, speaker
from shopkit.widgets.board import Ask, Board, Page
from shopkit.widgets.desk_words import words

FILE_BYTES = 8 * 1024 * 1024
ANSWERS_KEPT = 200
KEY_LONGEST = 64
_UNKNOWN = message("This page does not know that button: reload it.")
_MISFIT = message("This button and its page do not fit together: reload the page.")
_TOO_BIG = message("“{name}” is larger than {mb} MB: choose a smaller file.")
_BROKEN = message("Something went wrong; nothing was lost, what you typed is still here.")
_UNDRAWN = message("Something went wrong while this page was drawn: what you see may be old.")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person is told after an act, and what comes with it.

    `tone` is good, bad or warn; after bad, what was typed stays, and with `keep` after any.
    `file` is a name, a MIME type and bytes to save; `html` a document to print; `ask` what the
    page asks from now on.
    """

    text: str
    tone: str = "good"
    file: tuple[str, str, bytes] | None = None
    html: str | None = None
    ask: Ask | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo or file from a form. Its name is the sender's own word: never use it as a path."""

    name: str
    mime: str
    content: bytes


Act = Callable[..., Reply | str | None]


class Desk(Board):
    """A board whose blocks can be worked with.

    `acts[name](ask, key=key, **values)` does what a person pressed, checks all it is given and
    raises a ShopkitError to refuse. `key` is one submission's own, also when it comes twice:
    what is written down under it once must not be written again. The page is drawn anew after
    every act.
    """

    def __init__(
        self,
        draw: Callable[[Ask], Page],
        acts: Mapping[str, Act],
        *,
        ask: Ask,
        token: Callable[[], Hashable] | None = None,
        every: float = 1.0,
    ) -> None:
        self._acts = dict(acts)
        self._answers: OrderedDict[tuple[str, int], tuple[dict, list[bytes]]] = OrderedDict()
        super().__init__(draw, ask=ask, token=token, every=every)

    @property
    def _say(self) -> Say:
        return speaker(str(self.page.get("lang") or self._lang))

    def _finished(self, page: Page) -> Page:
        said = words(speaker(str(page.get("lang") or self._lang)))
        own = dict(page.get("words") or {}) | said
        return super()._finished({"blocks": [], **page, "words": own})

    def redraw(self, ask: Ask | None = None) -> None:
        """Draw again; a fault of the drawing is logged and told, and the last page stays."""
        try:
            super().redraw(ask)
        except Exception:
            logging.getLogger(__name__).exception("the page could not be drawn")
            self.page = self._finished({**self.page, "error": self._say(_UNDRAWN)})

    def _heard(self, widget: object, content: object, buffers: object) -> None:
        if not isinstance(content, dict):
            return
        change = content.get("ask")
        if isinstance(change, dict):
            self.redraw(_changed(self._ask, change))
        if "act" in content:
            self._acted(content, buffers if isinstance(buffers, Sequence) else [])
        super()._heard(widget, {**content, "ask": None}, buffers)

    def _acted(self, content: dict, buffers: Sequence) -> None:
        key, turn = content.get("key"), content.get("turn", 0)
        if not isinstance(key, str) or not 0 < len(key) <= KEY_LONGEST:
            return  # no browser of ours: nobody waits for the answer
        known = (key, turn if isinstance(turn, int) else 0)
        if known in self._answers:
            self.send(self._answers[known][0], buffers=self._answers[known][1])
            return
        reply, again = self._done(content, buffers)
        self._answers[known] = _packed(reply, key=key, again=again)
        while len(self._answers) > ANSWERS_KEPT:
            self._answers.popitem(last=False)
        self.send(self._answers[known][0], buffers=self._answers[known][1])
        seen = self._token()
        self.redraw(_changed(self._ask, reply.ask or {}))
        self._seen = seen  # drawn already: the next look need not

    def _done(self, content: dict, buffers: Sequence) -> tuple[Reply, bool]:
        """The reply to an act, and whether the very same may be tried again."""
        try:
            return _reply(self._called(content, buffers)), False
        except ShopkitError as refusal:
            return Reply(refusal.told(self._say), tone="bad"), False
        except Exception:
            logging.getLogger(__name__).exception("the act %r failed", content.get("act"))
            return Reply(self._say(_BROKEN), tone="bad"), True

    def _called(self, content: dict, buffers: Sequence) -> object:
        name, values = content.get("act"), content.get("values", {})
        act = self._acts.get(name) if isinstance(name, str) else None
        if act is None:
            raise Refused(_UNKNOWN)
        given = dict(values) if isinstance(values, dict) else None
        if given is None or {"ask", "key"} & given.keys():
            raise Refused(_MISFIT)
        given |= _uploads(content.get("files") or {}, buffers)
        ask, key = dict(self._ask), content["key"]
        try:
            inspect.signature(act).bind(ask, key=key, **given)
        except TypeError as error:
            raise Refused(_MISFIT) from error
        return act(ask, key=key, **given)


def _reply(done: object) -> Reply:
    return done if isinstance(done, Reply) else Reply(str(done or ""))


def _changed(ask: Ask, change: Ask) -> Ask:
    """`ask` after a change: every value as text, what was emptied left out."""
    told = {
        name: "" if value is None else str(value)
        for name, value in change.items()
        if isinstance(value, (str, int, float, type(None)))
    }
    return {name: value for name, value in (ask | told).items() if value != ""}


def _uploads(files: object, buffers: Sequence) -> dict[str, Upload | None]:
    """The files of a form by field; raises `Refused` for one too large or not sent."""
    if not isinstance(files, dict):
        raise Refused(_MISFIT)
    return {name: _upload(told, buffers) for name, told in files.items()}


def _upload(told: object, buffers: Sequence) -> Upload | None:
    if told is None:
        return None
    at = told.get("at") if isinstance(told, dict) else None
    if not isinstance(at, int) or not 0 <= at < len(buffers):
        raise Refused(_MISFIT)
    content, name = bytes(buffers[at]), str(told.get("name", ""))[:200]
    if len(content) > FILE_BYTES:
        raise Refused(_TOO_BIG, name=name, mb=FILE_BYTES // 2**20)
    return Upload(name, str(told.get("mime", ""))[:100], content)


def _packed(reply: Reply, *, key: str, again: bool) -> tuple[dict, list[bytes]]:
    told = {"reply": key, "tone": reply.tone, "sound": reply.tone, "text": reply.text}
    told |= {"keep": reply.keep or reply.tone == "bad", "again": again, "html": reply.html}
    told["ask"] = dict(reply.ask or {})
    if reply.file is None:
        return told, []
    name, mime, content = reply.file
    return told | {"file": {"name": name, "mime": mime}}, [content]
