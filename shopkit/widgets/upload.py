"""The upload form: files in, a preview of each, and one press to take it in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ipywidgets import Button, DatePicker, Dropdown, FileUpload, FloatProgress, HBox, VBox

from shopkit.errors import ShopkitError
from shopkit.text import Say
from shopkit.widgets.paper import line, page, paper
from shopkit.widgets.report import described

ACCEPTED = ".csv,.txt,.tsv,.xls,.xlsx,.zip"
WIDE = {"width": "max-content"}
Kinds = Sequence[Mapping[str, Any]]


class ImportForm(VBox):
    """Chosen files, a card each; nothing is taken in before its button is pressed.

    `preview(name, content, progress=…)` looks at a file, with `kind`, `mapping`, `period` and
    `leave_out_faulty` as far as the person has said; `commit(preview)` takes it in and says so,
    `drop(preview)` forgets it. `kinds` lists what may be mapped by hand: `{"kind", "title",
    "columns": [(name, title)], "suggest": headers -> {name: header}}`.
    """

    def __init__(
        self,
        *,
        preview: Callable[..., Any],
        commit: Callable[[Any], str],
        say: Say,
        kinds: Kinds = (),
        drop: Callable[[Any], None] | None = None,
    ) -> None:
        self._look, self._commit, self._drop = preview, commit, drop or (lambda _: None)
        self._say, self._kinds = say, kinds
        self.upload = FileUpload(
            accept=ACCEPTED,
            multiple=True,
            description=say("Choose files"),
            layout=WIDE,
        )
        self.upload.observe(self._on_files, "value")
        self.cards = VBox()
        super().__init__([self.upload, self.cards])

    def _on_files(self, change: Mapping[str, Any]) -> None:
        for file in change["new"]:
            self.add(str(file["name"]), bytes(file["content"]))

    def add(self, name: str, content: bytes) -> "FileCard":
        """A card for one file, looked at already."""
        card = FileCard(self, name, content)
        self.cards.children = (card, *self.cards.children)
        card.look()
        return card


class FileCard(VBox):
    """One file: what it is, what is wrong in it, and what to do with it."""

    def __init__(self, form: ImportForm, name: str, content: bytes) -> None:
        self._form, self._name, self._content = form, name, content
        self._say, self.seen = form._say, None
        self._told: dict[str, Any] = {}
        self.shown, self.result = paper(line(name, tag="h3")), paper()
        self.bar = FloatProgress(min=0, max=1, layout={"width": "100%"})
        self.take = Button(description=self._say("Import"), button_style="primary", disabled=True)
        self.leave = Button(description=self._say("Leave out"))
        self.take.on_click(lambda _button: self._on_take())
        self.leave.on_click(lambda _button: self.close_card())
        self.spare = Button(description=self._say("Import the other rows"), layout=WIDE)
        self.spare.on_click(lambda _button: self.look(leave_out_faulty=True))
        self.mapper = VBox()
        buttons = HBox([self.take, self.spare, self.leave])
        children = [self.shown, self.bar, self.mapper, buttons, self.result]
        super().__init__(children)
        self.add_class("shop-card")

    def look(self, **told: Any) -> None:
        """Look at the file with all a person has told of it; a refusal is shown here."""
        self._forget()
        self._told |= told
        self.bar.layout.display = ""
        try:
            self.seen = self._form._look(
                self._name, self._content, progress=self._progress, **self._told
            )
        except ShopkitError as refusal:
            self._tell(refusal.told(self._say), tone="bad")
        else:
            self._show(self.seen)
        finally:
            self.bar.layout.display = "none"

    def _progress(self, _step: str, share: float) -> None:
        self.bar.value = share

    def _show(self, seen: Any) -> None:
        self.take.disabled = seen.staged is None
        has_spare = seen.fault_count > 0 and seen.staged is None and not seen.asks
        self.spare.layout.display = "" if has_spare else "none"
        self.shown.value = page(line(self._name, tag="h3"), *described(seen, self._say))
        self.mapper.children = self._questions(seen)
        self.result.value = ""

    def _questions(self, seen: Any) -> tuple[VBox, ...]:
        """What only a person can tell of this file."""
        if seen.unknown and self._form._kinds:
            headers = seen.unknown.headers
            return (Mapper(self._form._kinds, headers, hand_over=self.look, say=self._say),)
        if "period" in seen.asks:
            return (Days(hand_over=self.look, say=self._say),)
        return ()

    def _on_take(self) -> None:
        # The press may be forged: what is not ready is not taken in, whatever the button shows.
        if self.seen is None or self.seen.staged is None:
            return
        try:
            sentence = self._form._commit(self.seen)
        except ShopkitError as refusal:
            self._tell(refusal.told(self._say), tone="bad")
        else:
            self.seen, self.take.disabled, self.leave.disabled = None, True, True
            self.spare.layout.display = "none"
            self._content = b""
            self._tell(sentence, tone="good")

    def _tell(self, sentence: str, *, tone: str) -> None:
        self.result.value = page(line(sentence, tone=tone))

    def _forget(self) -> None:
        if self.seen is not None:
            self._form._drop(self.seen)
            self.seen = None

    def close_card(self) -> None:
        """Forget the file and take its card away."""
        self._forget()
        self._form.cards.children = tuple(c for c in self._form.cards.children if c is not self)


class Mapper(VBox):
    """Our columns beside the file's headers, for a file that no kind fits."""

    def __init__(
        self, kinds: Kinds, headers: Sequence[str], *, hand_over: Callable[..., None], say: Say
    ) -> None:
        self._kinds = {kind["kind"]: kind for kind in kinds}
        self._headers, self._hand_over, self._say = list(headers), hand_over, say
        titles = [(kind["title"], kind["kind"]) for kind in kinds]
        self.kind = Dropdown(options=titles, description=say("This is"))
        self.columns: dict[str, Dropdown] = {}
        self.rows = VBox()
        self.read = Button(description=say("Read it so"))
        self.read.on_click(lambda _button: self._on_read())
        self.kind.observe(lambda _change: self._draw(), "value")
        super().__init__([self.kind, self.rows, self.read])
        self._draw()

    def _draw(self) -> None:
        choices = [("–", ""), *((header, header) for header in self._headers)]
        wide = {"description_width": "14em"}
        suggest = self._kinds[self.kind.value].get("suggest") or (lambda _headers: {})
        guessed = suggest(self._headers)
        self.columns = {
            name: Dropdown(options=choices, description=title, style=wide, layout={"width": "32em"})
            for name, title in self._kinds[self.kind.value]["columns"]
        }
        for name, box in self.columns.items():
            box.value = guessed.get(name, "")
        self.rows.children = tuple(self.columns.values())

    def _on_read(self) -> None:
        mapping = {name: box.value for name, box in self.columns.items() if box.value}
        self._hand_over(kind=self.kind.value, mapping=mapping)


class Days(VBox):
    """The days a report speaks of, for a file that does not say."""

    def __init__(self, *, hand_over: Callable[..., None], say: Say) -> None:
        self._hand_over = hand_over
        self.first = DatePicker(description=say("First day"))
        self.last = DatePicker(description=say("Last day"))
        self.read = Button(description=say("Read it so"))
        self.read.on_click(lambda _button: self._on_read())
        super().__init__([self.first, self.last, self.read])

    def _on_read(self) -> None:
        first = self.first.value
        if first is not None:
            self._hand_over(period=(first, self.last.value or first))
