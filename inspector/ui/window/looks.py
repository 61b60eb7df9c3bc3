"""How the window looks: in which language, light or dark, how large, what properties are called, full screen or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from inspector.ui.kit import saying
from inspector.ui.kit.memory import ZOOMS
from inspector.ui.kit.room import room
from inspector.ui.tree.cells import Column
from inspector.words.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.view import EntityView

LEAST = 380
"""Pixels, before the zoom, of a window in which Details can be read, and of a screen that every dialog fits."""


class Looks(QObject):
    """What a person chose, which all windows follow."""

    def __init__(self, bench: Bench, window: QWidget, tree: EntityView) -> None:
        super().__init__(window)
        self._bench, self._window, self._tree = bench, window, tree
        self._language = bench.memory.language
        bench.memory.changed.connect(self._follow)
        self._follow()

    def call_names(self, style: str) -> None:
        """Call properties so, in every window: see NAME_STYLES."""
        self._bench.memory.name_style = style

    def toggle_names(self) -> None:
        """Call properties by everyday names, or by those in SuperOffice's API."""
        self.call_names("label" if self._bench.memory.name_style == "api" else "api")

    def toggle_types(self) -> None:
        """Show the column with the kinds of values, or hide it."""
        self._bench.memory.shows_types = not self._bench.memory.shows_types

    def appear(self, appearance: str) -> None:
        """`light`, `dark`, or as the `system` does."""
        self._bench.memory.appearance = appearance

    def zoom(self, steps: int) -> None:
        """Draw everything larger by so many steps, or smaller; 0 goes back to the usual size."""
        memory, theme = self._bench.memory, self._bench.theme
        at = ZOOMS.index(theme.zoom) + steps if steps else ZOOMS.index(100)
        memory.zoom = wanted = ZOOMS[min(max(at, 0), len(ZOOMS) - 1)]
        told = (
            tr("Zoom: {percent} %")
            if theme.zoom == wanted
            else tr("Zoom: {percent} %; the screen has no room for more")
        )
        self._bench.voice.progress(told.format(percent=theme.zoom))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _follow(self) -> None:
        if self._language != self._bench.memory.language:
            self._language = self._bench.memory.language
            saying.speak(self._language)
        memory, theme, model = self._bench.memory, self._bench.theme, self._tree.entity_model()
        if theme.appearance != memory.appearance:
            theme.set_appearance(memory.appearance)  # type: ignore[arg-type]
        theme.set_zoom(memory.zoom)
        self.fit()
        if model.name_style != memory.name_style:
            model.set_name_style(memory.name_style)
        self._tree.columns.hide(Column.TYPE, hidden=not memory.shows_types)

    def fit(self) -> None:
        """Draw no larger than the screen has room for: something else may be in the window now."""
        self._bench.theme.limit_zoom(self._has_room)

    def _has_room(self) -> bool:
        QCoreApplication.sendPostedEvents(
            None, QEvent.Type.LayoutRequest.value
        )  # else layouts answer from before
        least, has = self._window.minimumSizeHint(), room(self._window)
        return least.width() <= has.width() and self._bench.theme.px(LEAST) <= has.height()
