"""The sample shop's switch: in to look around, out before real work."""

from collections.abc import Callable

from ipywidgets import Button, FloatProgress, VBox

from shopkit.errors import ShopkitError
from shopkit.text import Say, message
from shopkit.widgets.paper import line, page, paper


class SampleSwitch(VBox):
    """One button that loads the sample shop, or removes it with everything in it."""

    def __init__(
        self,
        *,
        load: Callable[[Callable[[str, float], None]], object],
        remove: Callable[[], object],
        has: Callable[[], bool],
        say: Say,
    ) -> None:
        self._load, self._remove, self._has, self._say = load, remove, has, say
        self.button = Button(layout={"width": "max-content"})
        self.bar = FloatProgress(min=0, max=1, layout={"display": "none"})
        self.message = paper()
        self.button.on_click(lambda _button: self._on_press())
        super().__init__([self.button, self.bar, self.message])
        self._label()

    def _label(self) -> None:
        has = self._has()
        words = message("Remove the sample shop") if has else message("Load the sample shop")
        self.button.description = self._say(words)

    def _on_press(self) -> None:
        self.button.disabled = True
        try:
            sentence = self._removed() if self._has() else self._loaded()
        except ShopkitError as refusal:
            self.message.value = page(line(refusal.told(self._say), tone="bad"))
        else:
            self.message.value = page(line(sentence, tone="good"))
        finally:
            self.bar.layout.display, self.button.disabled = "none", False
            self._label()

    def _loaded(self) -> str:
        self.bar.layout.display = None
        self._load(self._progress)
        return self._say("The sample shop is loaded.")

    def _removed(self) -> str:
        self._remove()
        return self._say("The sample shop is removed; your own data was not touched.")

    def _progress(self, _step: str, share: float) -> None:
        self.bar.value = share
