"""Connection > Demo User: from one of the demo tenant's users to another, without the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup

from inspector.ui.kit.saying import said, say
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.words.language import again, tr, worded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from inspector.ui.bench.place import Place


class DemoUser(NamedTuple):
    """Who signs in there, and how what they see differs."""

    user: str
    name: str
    role: str
    sees: str


def demo_users() -> list[DemoUser]:
    """The three, from the one who may most."""
    return [
        DemoUser("admin", "Tim Høyland", tr("Administrator"), tr("may change nearly everything")),
        DemoUser("agent", "Ingrid Solbakken", tr("Agent"), tr("finds some fields locked or hidden")),
        DemoUser(
            "trainee", "Jonas Lindqvist", tr("Trainee"), tr("may change little, and not save a new request")
        ),
    ]


def _entry(one: DemoUser) -> str:
    return worded(lambda: f"{again(one.role)} ({one.name})")


class DemoUsers(QObject):
    """The menu, and the button beside the user's name that opens it while we are there."""

    wanted = Signal(str)
    """The user name to sign in with."""

    def __init__(self, place: Place, menu: QMenu, button: QWidget) -> None:
        super().__init__(menu)
        self._place, self._button = place, button
        self._group = QActionGroup(self)
        for one in demo_users():
            action = said(menu.addAction(""), _entry(one))
            say(action.setToolTip, one.sees)
            action.setCheckable(True)
            action.setData(one)
            self._group.addAction(action)
            action.triggered.connect(lambda _checked=False, user=one.user: self.wanted.emit(user))
        menu.aboutToShow.connect(self._tick)  # a click ticks, whatever becomes of it
        place.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        here = self._place.connection
        self._button.setVisible(here is not None and here.id == DEMO.id)
        self._tick()

    def _tick(self) -> None:
        """By the person whom the server names: another window may be there as somebody else."""
        signed = self._place.signed
        there = signed is not None and signed.connection.id == DEMO.id
        for action in self._group.actions():
            action.setChecked(there and signed is not None and action.data().name == signed.user)
