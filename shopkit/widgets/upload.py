"""The upload form: files in, a preview of each, and one press to take it in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ipywidgets import Button, Dropdown, FileUpload, FloatProgress, HBox, VBox

from shopkit.errors import ShopkitError
from shopkit.money import yuan
from shopkit.text import Say
from shopkit.widgets.paper import line, page, paper, table

ACCEPTED = ".csv,.txt,.tsv,.xls,.xlsx,.zip"
FAULTS_SHOWN = 20
Kinds = Sequence[Mapping[str, Any]]


class ImportForm(VBox):
    """Chosen files, a card each; nothing is taken in before its button is pressed.

    `preview(name, content, kind, mapping, progress)` looks at a file, `commit(preview)` takes it
    in and says so, `drop(preview)` forgets it. `kinds` lists what a person may map by hand:
    `{"kind", "title", "columns": [(name, title)]}`.
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
            layout={"width": "max-content"},
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
        self.shown, self.result = paper(line(name, tag="h3")), paper()
        self.bar = FloatProgress(min=0, max=1, layout={"width": "100%"})
        self.take = Button(description=self._say("Import"), button_style="primary", disabled=True)
        self.leave = Button(description=self._say("Leave out"))
        self.take.on_click(lambda _button: self._on_take())
        self.leave.on_click(lambda _button: self.close_card())
        self.mapper = VBox()
        children = [self.shown, self.bar, self.mapper, HBox([self.take, self.leave]), self.result]
        super().__init__(children)
        self.add_class("shop-card")

    def look(self, kind: str | None = None, mapping: Mapping[str, str] | None = None) -> None:
        """Look at the file, as the kind and mapping a person gave; a refusal is shown here."""
        self._forget()
        try:
            self.seen = self._form._look(self._name, self._content, kind, mapping, self._progress)
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
        self.shown.value = page(line(self._name, tag="h3"), *_described(seen, self._say))
        self.mapper.children = self._mapping(seen) if seen.unknown and self._form._kinds else ()
        self.result.value = ""

    def _mapping(self, seen: Any) -> tuple[VBox, ...]:
        return (
            Mapper(self._form._kinds, seen.unknown.headers, hand_over=self.look, say=self._say),
        )

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
        self.columns = {
            name: Dropdown(options=choices, description=title, style=wide, layout={"width": "32em"})
            for name, title in self._kinds[self.kind.value]["columns"]
        }
        self.rows.children = tuple(self.columns.values())

    def _on_read(self) -> None:
        mapping = {box.value: name for name, box in self.columns.items() if box.value}
        self._hand_over(self.kind.value, mapping)


def _described(seen: Any, say: Say) -> list[str]:
    if seen.unknown:
        return [
            line(
                say("This is no file we know. Say what it is and which column is which."),
                tone="bad",
            ),
            table(seen.unknown.headers, seen.unknown.sample),
        ]
    return [
        line(say(seen.title) if seen.title else ""),
        table(("", ""), _totals(seen, say)),
        *_faults(seen, say),
    ]


def _totals(seen: Any, say: Say) -> list[tuple[str, str]]:
    headers = {column: header for header, column in seen.taken.items()}
    rows = [
        (say("Rows"), f"{seen.rows:,}"),
        (say("First day"), str(seen.first_day or "–")),
        (say("Last day"), str(seen.last_day or "–")),
        (say("Encoding"), seen.encoding or seen.container),
    ]
    for column, total in seen.totals.items():
        money = column.endswith("_fen")
        rows.append((headers.get(column, column), f"¥{yuan(total)}" if money else f"{total:,}"))
    for words, many in (
        (say("Repeated rows, the last kept"), seen.repeated),
        (say("Left out"), seen.left_out),
    ):
        if many:
            rows.append((words, f"{many:,}"))
    return rows


def _faults(seen: Any, say: Say) -> list[str]:
    if not seen.fault_count:
        return [line(say("Nothing is wrong in this file."), tone="good")]
    rows = [(fault.line, fault.column, fault.told(say)) for fault in seen.faults[:FAULTS_SHOWN]]
    return [
        line(
            say("{n} faults: correct the file and choose it again.", n=seen.fault_count), tone="bad"
        ),
        table((say("Line"), say("Column"), say("What is wrong")), rows),
    ]
