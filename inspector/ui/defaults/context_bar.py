"""The band at the top of the window: where we are, who we are, and in which context the server is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.domain.context import RequestContext
from inspector.ui.defaults.picker import Picker
from inspector.ui.kit.labels import ElidedLabel, Label, TagPill
from inspector.ui.kit.saying import said, say, speech
from inspector.ui.kit.theme import Theme
from inspector.words.contexts import Choices, untranslated
from inspector.words.language import tr

__all__ = ["ContextBar", "Picker"]


class ContextBar(QWidget):
    """The connection, the four pickers, and the button that fetches."""

    context_changed = Signal(object)
    """A person chose another RequestContext."""
    unfit = Signal(object)
    """A person typed something that is not an entry of a picker: a sentence that says so."""
    fetch_requested = Signal()
    cancel_requested = Signal()
    sign_in_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setAccessibleName, tr("Context"))
        self.language = Picker(tr("Language"), [untranslated()])
        self.culture = Picker(tr("Culture"))
        self.time_zone = Picker(tr("Time zone"))
        self.request_type = Picker(tr("Request type"))
        self.include_offset = said(QCheckBox(), tr("Include offset"))
        self.fetch_button = said(QPushButton(), tr("Fetch defaults"))
        self.cancel_button = said(QPushButton(), tr("Cancel"))
        self.sign_in_button = said(QPushButton(), tr("Sign In…"))
        self._tag, self._name, self._user = TagPill(), ElidedLabel(least=12), ElidedLabel()
        self._name.setFont(theme.font(1.1, bold=True))
        self._tag.hide()
        self.user_button = _menu_button(theme)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._explain()
        self._connect()
        self.set_online(online=True)
        speech.changed.connect(self._say_again)

    def _say_again(self) -> None:
        self.set_online(online=self._online)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self.sign_in_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addLayout(self._identity())
        fields = QGridLayout()
        fields.setHorizontalSpacing(8)
        fields.setVerticalSpacing(4)
        labels = (tr("&Language"), tr("C&ulture"), tr("Time &zone"), tr("Re&quest type"))
        for column, (text, picker) in enumerate(zip(labels, self._pickers, strict=True)):
            label = Label(text)
            label.setProperty("muted", True)
            label.setBuddy(picker)
            fields.addWidget(label, 0, column)
            fields.addWidget(picker, 1, column)
            fields.setColumnStretch(column, 1)
        fields.addWidget(self.include_offset, 0, 4, Qt.AlignmentFlag.AlignLeft)
        fields.addWidget(self.cancel_button, 0, 5)
        fields.addWidget(self.fetch_button, 1, 4, 1, 2)
        row.addLayout(fields, 2)

    @property
    def _pickers(self) -> tuple[Picker, ...]:
        return self.language, self.culture, self.time_zone, self.request_type

    def _identity(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._tag)
        first.addWidget(self._name, 1)
        self._user.setProperty("muted", True)
        second = QHBoxLayout()
        second.setSpacing(4)
        second.addWidget(self._user, 1)
        second.addWidget(self.user_button)
        card = QVBoxLayout()
        card.setSpacing(4)
        card.addStretch(1)
        card.addLayout(first)
        card.addLayout(second)
        card.addStretch(1)
        return card

    def _explain(self) -> None:
        self.fetch_button.setProperty("primary", True)
        say(self.cancel_button.setToolTip, tr("Stop waiting; what is shown stays as it is"))
        room = self.cancel_button.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # else the pickers would jump sideways with every fetch
        self.cancel_button.setSizePolicy(room)
        self.cancel_button.hide()
        say(self.include_offset.setAccessibleName, tr("Include offset"))

    def _connect(self) -> None:
        self.language.chosen.connect(lambda _code: self._culture_follows())
        for picker in self._pickers:
            picker.chosen.connect(lambda _code: self.context_changed.emit(self.context()))
            picker.unfit.connect(self.unfit)
        self.include_offset.clicked.connect(lambda _on: self.context_changed.emit(self.context()))
        self.fetch_button.clicked.connect(lambda _on: self.fetch_requested.emit())
        self.cancel_button.clicked.connect(lambda _on: self.cancel_requested.emit())
        self.sign_in_button.clicked.connect(lambda _on: self.sign_in_requested.emit())

    # -- where and who --------------------------------------------------------------------------------

    def set_identity(self, tag: str, name: str, user: str, color: str = "") -> None:
        """The connection's tag and name, and who is signed in there; empty texts take no room."""
        self._tag.set_tag(tag, color)
        self._name.setText(name)
        self._user.setText(user)
        for label in (self._name, self._user):
            label.setVisible(bool(name))

    # -- the context ----------------------------------------------------------------------------------

    def context(self) -> RequestContext:
        """What is chosen. A culture counts only together with a language."""
        language = self.language.code()
        counts = RequestContext(language=language).culture_counts
        culture = self.culture.code() if counts else None
        return RequestContext(
            language,
            culture,
            self.time_zone.code(),
            self.include_offset.isChecked(),
            self.request_type.code(),
        )

    def set_context(self, context: RequestContext) -> None:
        """Choose for the person, without a signal."""
        self.language.set_code(context.language)
        self.culture.set_code(context.culture)
        self.time_zone.set_code(context.time_zone)
        self.request_type.set_code(context.request_type)
        self.include_offset.setChecked(context.include_offset)
        self._culture_follows()

    def set_choices(self, choices: Choices) -> None:
        """What the pickers offer."""
        self.language.set_choices(choices.languages)
        self.culture.set_choices(choices.cultures)
        self.time_zone.set_choices(choices.time_zones)
        self.request_type.set_choices(choices.request_types)

    def set_recent(self, codes: Mapping[str, Iterable[str]]) -> None:
        """What was picked lately, by `language`, `culture` and `time_zone`."""
        self.language.set_recent(codes.get("language", ()))
        self.culture.set_recent(codes.get("culture", ()))
        self.time_zone.set_recent(codes.get("time_zone", ()))

    def set_online(self, *, online: bool) -> None:
        """Whether there is a server to be asked: else all of it is grey, and says why."""
        self._online = online
        self.sign_in_button.setVisible(not online)
        why = "" if online else tr("Sign in first: there is no server to ask.")
        others = (self.time_zone, self.request_type, self.include_offset, self.fetch_button)
        for control in (self.language, *others):
            control.setEnabled(online)
        self.language.explain(why or tr("The language of the server's texts"))
        self.time_zone.explain(why or tr("The time zone of the server's dates"))
        self.request_type.explain(why or tr("The type of request whose defaults are asked for"))
        say(
            self.include_offset.setToolTip,
            why or tr("Ask for dates with their offset from UTC, such as +01:00"),
        )
        say(
            self.fetch_button.setToolTip, why or tr("Ask the server what it would put into a new ticket (F5)")
        )
        self._culture_follows()

    def _culture_follows(self) -> None:
        counts = RequestContext(language=self.language.code()).culture_counts
        self.culture.setEnabled(self._online and counts)
        if not self._online:
            reason = self.language.accessibleDescription()
        elif counts:
            reason = tr("How the server writes numbers and dates inside texts")
        else:
            reason = tr("Choose a language first: without one the server ignores the culture.")
        self.culture.explain(reason)

    # -- busy or not ----------------------------------------------------------------------------------

    def set_busy(self, busy: bool) -> None:
        """Show Cancel while a fetch runs; the focus does not get lost with it."""
        if not busy and self.cancel_button.hasFocus():
            self.fetch_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cancel_button.setVisible(busy)


def _menu_button(theme: Theme) -> QToolButton:
    """For a menu of the users there are; whoever knows them gives it one, and shows it."""
    button = QToolButton()
    say(button.setAccessibleName, tr("Switch User"))
    say(button.setToolTip, tr("Sign in as another user of this tenant"))
    button.setIcon(theme.icon("user", "muted"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.hide()
    return button
