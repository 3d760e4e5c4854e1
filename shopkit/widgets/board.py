"""One board draws any page: figures, charts and controls from one plain dict."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Hashable
from uuid import uuid4

import anywidget
import traitlets

from shopkit.errors import ShopkitError
from shopkit.text import speaker
from shopkit.widgets import front

Page = dict[str, object]
Ask = dict[str, object]
# Seconds without a sign of the browser before a dashboard's kernel ends itself.
SILENCE = 60.0


class Board(anywidget.AnyWidget):
    """A page that follows its viewer's questions and the shop's data.

    `draw(ask)` gives the page; it is called at the start, when the viewer asks for something
    else and when `token()` changes. What the viewer asks comes from a browser: `draw` checks
    it and raises a ShopkitError, whose sentence is shown while the last good figures stay.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    page = traitlets.Dict().tag(sync=True)
    # Lets the widget find what the page's HTML has painted already.
    key = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        draw: Callable[[Ask], Page],
        *,
        ask: Ask,
        token: Callable[[], Hashable] | None = None,
        every: float = 1.0,
    ) -> None:
        self._page_of, self._ask = draw, dict(ask)
        self._token = token or (lambda: None)
        self._seen, self._drawn = self._token(), 0
        self._silent_at = time.monotonic() + SILENCE
        super().__init__(
            _esm=front.script(), _css=front.style(), page=self._first(), key=uuid4().hex
        )
        self.on_msg(self._heard)
        self._following = self._follow(every)

    def _first(self) -> Page:
        try:
            return self._finished(self._page_of(self._ask))
        except ShopkitError as refusal:
            return self._finished(self._refused(refusal, {}))

    def _finished(self, page: Page) -> Page:
        self._drawn += 1
        lang = str(page.get("lang") or self._lang)
        words = front.words(speaker(lang)) | dict(page.get("words") or {})
        return {"error": "", **page, "lang": lang, "words": words, "drawn": self._drawn}

    @property
    def _lang(self) -> str:
        return "en" if self._ask.get("lang") == "en" else "zh"

    def _refused(self, refusal: ShopkitError, page: Page) -> Page:
        say = speaker(str(page.get("lang") or self._lang))
        return {**page, "error": refusal.told(say)}

    def redraw(self, ask: Ask | None = None) -> None:
        """Draw again, for a new question if there is one; a refused question is not kept."""
        wanted = dict(self._ask if ask is None else ask)
        try:
            page = self._page_of(wanted)
        except ShopkitError as refusal:
            self.page = self._finished(self._refused(refusal, self.page))
        else:
            self._ask = wanted
            self.page = self._finished(page)

    def _heard(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        self._silent_at = time.monotonic() + SILENCE
        if isinstance(content.get("ask"), dict):
            self.redraw(self._ask | content["ask"])
        if content.get("bundle"):
            self.send({"bundle": True}, buffers=[front.bundle_bytes()])
        self.send({"beat": content.get("beat", 0), "drawn": self._drawn})

    def _follow(self, every: float) -> asyncio.Task | None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a kernel nobody watches
            return None
        task = loop.create_task(self._watch(every))
        task.add_done_callback(self._stopped)
        return task

    async def _watch(self, every: float) -> None:
        while True:
            await asyncio.sleep(every)
            self.look()
            if front.is_dashboard() and time.monotonic() > self._silent_at:
                logging.getLogger(__name__).info("no browser answers: this kernel ends")
                os._exit(0)  # an ordinary exit is caught by the kernel's own loop

    def look(self) -> bool:
        """Draw again if the data has changed since the last look; says whether it had."""
        seen = self._token()
        if seen == self._seen:
            return False
        self._seen = seen
        self.redraw()
        return True

    def _stopped(self, task: asyncio.Task) -> None:
        if task.cancelled() or task.exception() is None:
            return
        say = speaker(str(self.page.get("lang") or self._lang))
        sentence = say("This page no longer follows the data: reload it.")
        self.page = self._finished({**self.page, "error": sentence})

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/html": front.early_html(self.page, self.key)}, metadata
