"""How the window looks: light or dark, what properties are called, full screen or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from inspector.ui.tree.cells import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.view import EntityView


class Looks(QObject):
    """What a person chose, which all windows follow."""

    def __init__(self, bench: Bench, window: QWidget, tree: EntityView) -> None:
        super().__init__(window)
        self._bench, self._window, self._tree = bench, window, tree
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

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _follow(self) -> None:
        memory, theme, model = self._bench.memory, self._bench.theme, self._tree.entity_model()
        if theme.appearance != memory.appearance:
            theme.set_appearance(memory.appearance)  # type: ignore[arg-type]
        if model.name_style != memory.name_style:
            model.set_name_style(memory.name_style)
        self._tree.columns.hide(Column.TYPE, hidden=not memory.shows_types)
