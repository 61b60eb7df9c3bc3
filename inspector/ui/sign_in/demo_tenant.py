"""The tenant inside the program, as a connection like any other, and the weather there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup

from inspector.domain.context import RequestContext
from inspector.services.settings import Connection
from inspector.ui.kit.saying import said, speech
from inspector.ui.sign_in import words
from inspector.words.texts import own_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from inspector.services.superoffice.wire import Transport
    from inspector.ui.bench.bench import Bench

DEMO = Connection(
    id="demo",
    name="Demo tenant",
    url="http://demo.invalid/SuperOffice",
    user="admin",
    allow_plain_http=True,
    tag="DEMO",
)
PASSWORD = "demo"
FAIR: tuple[float, str | None] = (0.0, None)
"""Seconds before each answer, and how it fails."""


class Tenant(Protocol):
    """The tenant itself, as the composition root hands it in."""

    @property
    def weather(self) -> tuple[float, str | None]:
        """What `set_weather` was given last; all windows have the same."""

    def transport(self) -> Transport:
        """The way there; slow the first time."""

    def set_weather(self, delay: float, fail: str | None) -> None:
        """Delay each answer by this many seconds, and fail in this way; None is fair weather."""


class Demo(QObject):
    """Its connection, and the menu Connection > Demo Weather: slow or failing, to be shown to an audience."""

    def __init__(self, bench: Bench, tenant: Tenant, menu: QMenu) -> None:
        super().__init__(menu)
        self._bench, self._tenant, self._menu = bench, tenant, menu
        self._begin_anew()
        speech.changed.connect(self._begin_anew)
        self._weathers = QActionGroup(self)
        for text, delay, fail in words.weathers():
            action = said(menu.addAction(""), text)
            action.setCheckable(True)
            action.setData((delay, fail))
            self._weathers.addAction(action)
            action.triggered.connect(
                lambda _checked=False, delay=delay, fail=fail: tenant.set_weather(delay, fail)
            )
        menu.aboutToShow.connect(self._show_weather)
        bench.place.changed.connect(self._refresh)
        self._refresh()

    def _begin_anew(self) -> None:
        """Whoever was never there begins in the language of the interface."""
        self._new = replace(DEMO, context=RequestContext(own_language()))

    @property
    def connection(self) -> Connection:
        """The same in all windows, once one of them was signed in there."""
        return self._bench.remembered.settings.connection(DEMO.id) or self._new

    def transport(self) -> Transport:
        """The way there; slow the first time, meant for a worker thread."""
        return self._tenant.transport()

    def _show_weather(self) -> None:
        """Whenever the menu is opened: another window may have changed it."""
        for action in self._weathers.actions():
            action.setChecked(tuple(action.data()) == self._tenant.weather)

    def _refresh(self) -> None:
        """Only the demo tenant has weather; it is fair again when one comes back, after all windows have left."""
        here = self._bench.place.connection
        self._menu.menuAction().setEnabled(here is not None and here.id == DEMO.id)
        if not self._bench.place.others.is_used(self.connection) and self._tenant.weather != FAIR:
            self._tenant.set_weather(*FAIR)
