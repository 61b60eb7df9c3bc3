"""View > Interface Language."""

from __future__ import annotations

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.saying import said
from inspector.words.language import LANGUAGES, SYSTEM, tr


def fill(menu: QMenu, memory: WindowMemory) -> None:
    """One entry per language, each in its own language, so that whoever is lost finds the way back."""
    group = QActionGroup(menu)

    def choose(code: str) -> None:
        memory.language = code

    names = {SYSTEM: tr("As the System"), **LANGUAGES}
    for code, name in names.items():
        action = said(menu.addAction(""), name)
        action.setCheckable(True)
        action.setActionGroup(group)
        action.setData(code)
        action.triggered.connect(lambda _=False, code=code: choose(code))

    def show_choice() -> None:
        """Whenever it is opened: another window may have chosen."""
        for action in group.actions():
            action.setChecked(action.data() == memory.language)

    menu.aboutToShow.connect(show_choice)
    show_choice()
