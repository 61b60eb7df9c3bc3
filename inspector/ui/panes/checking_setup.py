"""Check Setup: asks how requests are set up in the tenant, tells what is wrong with it, and mutes what is meant so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from inspector.domain.checkup import RULES
from inspector.reports import checkup as report
from inspector.ui.kit.question import answer
from inspector.ui.panes.checkup_pane import CheckupPane
from inspector.ui.panes.muting import MuteDialog
from inspector.words import checkups
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.domain.checkup import Setup
    from inspector.ui.bench.bench import Bench


class CheckingSetup(QObject):
    """Keeps what was told until the person leaves the tenant, or asks again."""

    def __init__(self, bench: Bench, window: QWidget) -> None:
        super().__init__(window)
        self._bench, self._window = bench, window
        self._setup: Setup | None = None
        self._keyboard: QWidget | None = None
        """What had the keyboard when it was asked."""
        self.pane = CheckupPane(bench.theme, window)
        self.pane.check_wanted.connect(self.check)
        self.pane.mute_wanted.connect(
            lambda rule: bench.tasks.start("mute", self._mute(rule), again="refuse")
        )
        self.pane.unmute_wanted.connect(self._unmute)
        self.pane.text_wanted.connect(lambda: self._copy(report.as_text))
        self.pane.markdown_wanted.connect(lambda: self._copy(report.as_markdown))
        bench.place.leaving.connect(self._forget)
        bench.place.changed.connect(self._show)
        bench.remembered.changed.connect(self._show)
        self._show()

    def check_first(self) -> None:
        """Ask, unless that was done already."""
        if self._setup is None:
            self.check()

    def check(self) -> None:
        """Ask again."""
        if self._bench.place.signed is not None:
            self._keyboard = QApplication.focusWidget()
            self._bench.tasks.start("check_setup", self._ask(), again="join")
            self._show()

    async def _ask(self) -> None:
        from inspector.services.superoffice import setup  # noqa: PLC0415 - few ask

        signed = self._bench.place.signed
        assert signed is not None
        try:
            session = signed.session
            found = await setup.ask(session.client, session.principal, self._bench.place.context)
            self._setup = found
        finally:
            self._show(is_asking=False)
        self._bench.voice.done(checkups.summary(self._told()))
        now = QApplication.focusWidget()
        if now in (None, self._keyboard) or self.pane.isAncestorOf(now):  # nobody is at work elsewhere
            self.pane.focus()

    def _forget(self) -> None:
        for task in ("check_setup", "mute"):
            self._bench.tasks.cancel(task)
        self._setup = None
        self._show()

    def _muted(self) -> dict[str, str]:
        return self._bench.remembered.settings.muted_rules.get(self._bench.place.connection_id, {})

    def _told(self) -> checkups.Told:
        return checkups.told(self._setup, self._muted()) if self._setup is not None else checkups.Told()

    def _show(self, *, is_asking: bool | None = None) -> None:
        if is_asking is None:
            is_asking = self._bench.tasks.is_running("check_setup")
        if self._bench.place.signed is None:
            self.pane.show_told("signed_out", checkups.Told())
        elif is_asking:
            self.pane.show_told("asking", checkups.Told())
        elif self._setup is None:
            self.pane.show_told("not_asked", checkups.Told())
        else:
            self.pane.show_told("told", self._told())

    # -- muting ---------------------------------------------------------------------------------------

    async def _mute(self, rule_id: str) -> None:
        rule = next(one for one in RULES if one.id == rule_id)
        dialog = MuteDialog(checkups.rule_words(rule), self._window)
        if not await answer(dialog):
            return
        with self._bench.remembered.edit() as settings:
            settings.muted_rules.setdefault(self._bench.place.connection_id, {})[rule_id] = dialog.reason

    def _unmute(self, rule_id: str) -> None:
        place = self._bench.place.connection_id
        with self._bench.remembered.edit() as settings:
            settings.muted_rules.get(place, {}).pop(rule_id, None)
            if not settings.muted_rules.get(place, True):
                del settings.muted_rules[place]

    # -- copying --------------------------------------------------------------------------------------

    def _copy(self, write: report.Writer) -> None:
        signed, setup = self._bench.place.signed, self._setup
        if signed is None or setup is None:
            return
        asked = f"{setup.asked.astimezone():%Y-%m-%d %H:%M}" if setup.asked is not None else ""
        head = [(tr("Tenant"), signed.connection.name), (tr("Asked by"), signed.user), (tr("Asked"), asked)]
        QGuiApplication.clipboard().setText(write(self._told(), head))
        self._bench.voice.done(tr("Copied; paste it into a message to the administrator"))
