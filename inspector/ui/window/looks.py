"""How the window looks: light or dark, what properties are called, full screen or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.model import EntityModel


class Looks(QObject):
    """What a person chose, which all windows follow."""

    def __init__(self, bench: Bench, window: QWidget, model: EntityModel) -> None:
        super().__init__(window)
        self._bench, self._window, self._model = bench, window, model
        bench.memory.changed.connect(self._follow)
        self._follow()

    def call_names(self, style: str) -> None:
        """Call properties so, in every window: see NAME_STYLES."""
        self._bench.memory.name_style = style

    def appear(self, appearance: str) -> None:
        """`light`, `dark`, or as the `system` does."""
        self._bench.memory.appearance = appearance

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _follow(self) -> None:
        if self._bench.theme.appearance != self._bench.memory.appearance:
            self._bench.theme.set_appearance(self._bench.memory.appearance)  # type: ignore[arg-type]
        if self._model.name_style != self._bench.memory.name_style:
            self._model.set_name_style(self._bench.memory.name_style)
