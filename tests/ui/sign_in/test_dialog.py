"""The sign-in dialog: what it fills in, what it refuses by itself, what it asks its owner for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from inspector.services.settings import Connection
from inspector.ui.kit.theme import Theme
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.ui.sign_in.dialog import SignInDialog, SignInRequest
from inspector.ui.sign_in.fields import PasswordEdit
from inspector.words.language import speak
from tests.present import present

CONTOSO = Connection(
    "a", "Contoso", "https://crm.contoso.no/SuperOffice", "basic", "tim", remember=True, tag="PROD"
)
LAB = Connection("b", "Lab", "http://lab.contoso.no", "basic", "lab", allow_plain_http=True)


class WatchedDialog(SignInDialog):
    """With what it asked for."""

    def __init__(self, theme: Theme, connections: Sequence[Connection], last: str) -> None:
        super().__init__(theme, connections, last)
        self.asked: list[SignInRequest] = []
        self.tested: list[SignInRequest] = []
        self.wanted: list[str] = []
        self.stopped: list[bool] = []
        self.sign_in_requested.connect(self.asked.append)
        self.test_requested.connect(self.tested.append)
        self.secret_wanted.connect(lambda connection: self.wanted.append(connection.id))
        self.cancelled.connect(lambda: self.stopped.append(True))


class OpenDialog(Protocol):
    def __call__(
        self, last: str = "", connections: Sequence[Connection] = (CONTOSO, LAB, DEMO), keyring: bool = True
    ) -> WatchedDialog: ...


@pytest.fixture
def open_dialog(theme: Theme, qtbot: QtBot) -> OpenDialog:
    def make(
        last: str = "", connections: Sequence[Connection] = (CONTOSO, LAB, DEMO), keyring: bool = True
    ) -> WatchedDialog:
        dialog = WatchedDialog(theme, connections, last)
        qtbot.addWidget(dialog)
        dialog.set_keyring(keyring, "GNOME Keyring" if keyring else "", "" if keyring else "No keyring here.")
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def shown(dialog: SignInDialog) -> set[str]:
    """The labels and check boxes of the rows that can be seen."""
    form = dialog.form
    named = {
        label.buddy().accessibleName()
        for label in form.findChildren(QLabel)
        if label.buddy() and label.isVisible()
    }
    return named | {box.text().split(" ")[0] for box in (form.plain_http, dialog.remember) if box.isVisible()}


def write(qtbot: QtBot, edit: QLineEdit | PasswordEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def test_first_start_begins_blank_at_the_address(open_dialog: OpenDialog) -> None:
    dialog = open_dialog(connections=(DEMO,))
    form = dialog.form
    assert (form.connection.currentText(), form.url.text(), form.user.text()) == ("", "", "")
    assert form.url.hasFocus()
    assert dialog.wanted == [""]
    assert [form.connection.itemText(i) for i in range(form.connection.count())] == ["Demo tenant"]


def test_the_last_connection_is_filled_in_and_its_secret_asked_for(
    open_dialog: OpenDialog, qtbot: QtBot
) -> None:
    dialog = open_dialog("a")
    form = dialog.form
    assert form.connection.currentText() == "Contoso"
    assert form.url.text() == CONTOSO.url
    assert (form.user.text(), form.tag.currentText()) == ("tim", "PROD")
    assert dialog.remember.isChecked()
    assert form.secret.hasFocus()
    assert dialog.wanted == ["a"]
    dialog.offer_secret(CONTOSO, "s3cret")
    qtbot.keyClick(form.secret, Qt.Key.Key_Return)
    assert dialog.asked == [SignInRequest(CONTOSO, "s3cret", True)]


def test_a_late_secret_does_not_go_to_another_connection_or_over_typing(
    open_dialog: OpenDialog, qtbot: QtBot
) -> None:
    dialog = open_dialog("a")
    dialog.form.connection.setCurrentIndex(1)
    assert dialog.wanted == ["a", "b"]
    dialog.offer_secret(CONTOSO, "s3cret")
    assert dialog.form.secret.text() == ""
    write(qtbot, dialog.form.secret, "typed")
    dialog.offer_secret(LAB, "s3cret")
    assert dialog.form.secret.text() == "typed"


def test_a_new_name_is_a_new_connection_without_the_old_secret(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("a")
    dialog.offer_secret(CONTOSO, "s3cret")
    write(qtbot, present(dialog.form.connection.lineEdit()), "Contoso test")
    assert dialog.form.secret.text() == ""
    assert not dialog.remember.isChecked()
    write(qtbot, dialog.form.secret, "other")
    qtbot.keyClick(dialog.form.secret, Qt.Key.Key_Return)
    asked = dialog.asked[0].connection
    assert (asked.id, asked.name, asked.url, asked.user) == ("", "Contoso test", CONTOSO.url, "tim")
    assert CONTOSO.name == "Contoso"  # the saved one is as it was


def test_return_after_a_name_goes_on_instead_of_signing_in(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("a")
    dialog.offer_secret(CONTOSO, "s3cret")
    write(qtbot, present(dialog.form.connection.lineEdit()), "Lab")
    qtbot.keyClick(dialog.form.connection, Qt.Key.Key_Return)
    assert dialog.asked == []
    assert dialog.form.url.hasFocus()
    assert dialog.form.user.text() == "lab"


def test_a_connection_without_a_name_is_called_by_its_host(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog()
    write(qtbot, dialog.form.url, "crm.example.com/SuperOffice")
    write(qtbot, dialog.form.user, "eva")
    write(qtbot, dialog.form.secret, "x")
    qtbot.mouseClick(dialog.test_button, Qt.MouseButton.LeftButton)
    assert dialog.asked == []
    assert dialog.tested[0].connection.name == "crm.example.com"


def test_the_demo_tenant(open_dialog: OpenDialog) -> None:
    dialog = open_dialog("demo")
    form = dialog.form
    dialog.offer_secret(DEMO, "demo")
    assert form.url.isReadOnly()
    assert form.demo_hint.isVisible()
    assert not form.plain_http.isVisible()
    assert not dialog.remember.isEnabled()
    assert form.user.completer() is not None
    form.user.setText("trainee")
    dialog.sign_in_button.click()
    request = dialog.asked[0]
    assert (request.connection.id, request.connection.user, request.secret) == ("demo", "trainee", "demo")
    assert request.connection.allow_plain_http == DEMO.allow_plain_http
    form.connection.setEditText("Mine")
    assert (form.url.text(), form.url.isReadOnly(), form.user.text()) == ("", False, "")


@pytest.mark.parametrize(
    ("typed", "says", "where"),
    [
        (("", "tim", "x"), "address", "url"),
        (("ftp://crm", "tim", "x"), "not a web address", "url"),
        (("https://crm.example.com", "", "x"), "user name", "user"),
        (("https://crm.example.com", "tim", ""), "password", "secret"),
        (("http://crm.example.com", "tim", "x"), "without encryption", "plain_http"),
    ],
)
def test_what_is_wrong_is_told_before_any_request(
    open_dialog: OpenDialog, qtbot: QtBot, *, typed: tuple[str, str, str], says: str, where: str
) -> None:
    dialog = open_dialog()
    for edit, text in zip((dialog.form.url, dialog.form.user, dialog.form.secret), typed, strict=True):
        edit.setText(text)
    qtbot.keyClick(dialog.form.user, Qt.Key.Key_Return)
    assert says in dialog.notice.text()
    assert dialog.notice.isVisible()
    assert dialog.notice.accessibleName() == dialog.notice.text()
    assert getattr(dialog.form, where).hasFocus()
    assert dialog.asked == []


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        ("http://crm.example.com", True),
        ("http://127.0.0.1:8000", False),
        ("http://localhost", False),
        ("https://crm.example.com", False),
        ("crm.example.com", False),
        ("", False),
    ],
)
def test_plain_http_must_be_allowed(open_dialog: OpenDialog, url: str, asks: bool) -> None:
    dialog = open_dialog()
    dialog.form.url.setText(url)
    assert dialog.form.plain_http.isVisible() == asks
    dialog.form.plain_http.setChecked(True)
    assert dialog.form.value().allow_plain_http == asks


ALWAYS = {"Connection", "Tag", "Sign in with", "Remember"}


@pytest.mark.parametrize(
    ("scheme", "fields"),
    [
        ("Basic", {"Server URL", "User name", "Password"}),
        ("Ticket", {"Server URL", "Ticket", "App token"}),
        ("Bearer", {"Server URL", "Access token"}),
        ("Browser", {"Environment", "Client ID", "Client secret", "Redirect port"}),
        ("Session", {"Server URL", "Cookie", "XSRF token"}),
    ],
)
def test_a_scheme_shows_its_fields_only(open_dialog: OpenDialog, scheme: str, fields: set[str]) -> None:
    dialog = open_dialog()
    box = dialog.form.scheme
    box.setCurrentIndex(next(row for row in range(box.count()) if box.itemText(row).startswith(scheme)))
    assert shown(dialog) == ALWAYS | fields


def test_a_provider_of_ones_own_is_asked_for_its_address(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog()
    form = dialog.form
    form.scheme.setCurrentIndex(form.scheme.findData("browser"))
    form.environment.setCurrentIndex(form.environment.findData(""))
    assert {"Discovery address", "Server URL"} <= shown(dialog)
    write(qtbot, form.client_id, "abc")
    write(qtbot, form.discovery, "http://id.example.com")
    assert present(form.problem())[1] is form.discovery
    form.discovery.setText("https://id.example.com/.well-known/openid-configuration")
    assert form.problem() is None
    form.port.setValue(8000)
    form.path.setText("callback")
    held = form.value()
    assert (held.scheme, held.environment, held.client_id) == ("browser", "", "abc")
    assert (held.redirect_port, held.redirect_path) == (8000, "callback")
    form.fill(CONTOSO)
    form.fill(held)
    assert form.value() == held


def test_a_certificate_is_trusted_only_by_ticking_the_box(open_dialog: OpenDialog) -> None:
    dialog = open_dialog("a")
    dialog.offer_secret(CONTOSO, "s3cret")
    dialog.show_error("not trusted")
    dialog.offer_certificate("PEM", "https://crm.example.com", "Issued for …")
    assert dialog.trust.isVisible()
    dialog.sign_in_button.click()
    assert dialog.asked[-1].connection.certificate == ""
    dialog.show_error("not trusted")
    dialog.trust.setChecked(True)
    dialog.sign_in_button.click()
    trusting = dialog.asked[-1].connection
    assert (trusting.certificate, trusting.certificate_origin) == ("PEM", "https://crm.example.com")


def test_remember_says_where_or_why_not(open_dialog: OpenDialog) -> None:
    usable, missing = open_dialog("a"), open_dialog("a", keyring=False)
    assert usable.remember.text() == "Remember the password in this computer's keyring (GNOME Keyring)"
    assert usable.remember.isEnabled()
    assert missing.remember.text().startswith("Remember")
    assert not missing.remember.isEnabled()
    assert missing.remember_hint.isVisible()
    assert missing.remember_hint.text() == "No keyring here."
    missing.form.secret.setText("x")
    missing.sign_in_button.click()
    assert not missing.asked[0].remember


@pytest.mark.parametrize(
    ("scheme", "kept"),
    [
        ("ticket", "the ticket"),
        ("bearer", "the access token"),
        ("browser", "the sign-in"),
        ("session", "the session"),
    ],
)
def test_remember_names_what_is_kept(open_dialog: OpenDialog, scheme: str, kept: str) -> None:
    dialog = open_dialog("a")
    dialog.form.scheme.setCurrentIndex(dialog.form.scheme.findData(scheme))
    dialog.form.scheme_chosen.emit()
    assert dialog.remember.text() == f"Remember {kept} in this computer's keyring (GNOME Keyring)"


def test_a_secret_is_not_sent_as_one_of_another_kind(open_dialog: OpenDialog) -> None:
    """A password typed for Basic would otherwise go along as a token."""
    dialog = open_dialog("a")
    dialog.form.secret.setText("my password")
    dialog.form.scheme.setCurrentIndex(dialog.form.scheme.findData("bearer"))
    assert not dialog.form.secret.text()
    assert dialog.form.reveal.accessibleName() == "Show access token"


def test_busy_leaves_only_cancel_and_cancel_stops(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("a")
    dialog.show_busy("Signing in…")
    assert dialog.is_busy
    assert not any(
        one.isEnabled() for one in (dialog.form, dialog.sign_in_button, dialog.test_button, dialog.remember)
    )
    assert dialog.busy_text.text() == "Signing in…"
    assert dialog.cancel_button.hasFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.stopped == [True]
    assert dialog.isVisible()
    assert dialog.form.isEnabled()
    assert dialog.form.secret.hasFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.stopped == [True]


def test_errors_and_success_stay_in_the_dialog(open_dialog: OpenDialog) -> None:
    dialog = open_dialog("a")
    dialog.show_busy("Signing in…")
    dialog.show_error("Wrong password.")
    assert (dialog.is_busy, dialog.notice.text(), dialog.notice.property("notice")) == (
        False,
        "Wrong password.",
        "error",
    )
    dialog.show_busy("Testing…")
    assert dialog.notice.text() == ""
    dialog.show_success("It works.")
    assert (dialog.notice.text(), dialog.notice.property("notice")) == ("It works.", "success")


def test_the_dialog_grows_for_what_it_says(open_dialog: OpenDialog) -> None:
    dialog = open_dialog("a")
    before = dialog.height()
    dialog.show_error("A long story. " * 20)
    assert dialog.height() >= before + dialog.notice.height()


def test_the_password_shows_only_when_asked(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("a")
    secret, reveal = dialog.form.secret, dialog.form.reveal
    assert secret.echoMode() == QLineEdit.EchoMode.Password
    reveal.setFocus()
    qtbot.keyClick(reveal, Qt.Key.Key_Space)
    assert secret.echoMode() == QLineEdit.EchoMode.Normal
    dialog.form.fill(LAB)
    assert secret.echoMode() == QLineEdit.EchoMode.Password


@pytest.fixture(params=["en", "de", "nb"])
def language(request: pytest.FixtureRequest) -> Iterator[None]:
    speak(request.param)
    yield
    speak("en")


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("scheme", ["basic", "browser", "session"])
def test_every_check_box_is_read_in_full_on_a_small_screen(
    open_dialog: OpenDialog, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setattr("inspector.ui.sign_in.dialog.WIDTH", 400)  # as at 200 % on 800 pixels
    known = replace(LAB, scheme=scheme, discovery="https://id.example.com/x")
    dialog = open_dialog("b", [known])
    dialog.set_keyring(True, "SecretService Keyring", "")
    dialog.offer_certificate("PEM", "https://crm.contoso.no", "Issued for …")
    QApplication.processEvents()
    boxes = [box for box in dialog.findChildren(QCheckBox) if box.isVisible()]
    assert len(boxes) == 3
    for box in boxes:
        assert box.height() >= box.heightForWidth(box.width()), box.text()
        assert box.width() >= box.minimumSizeHint().width(), box.text()
        assert box.mapTo(dialog, box.rect().bottomRight()).x() <= dialog.width()


def test_what_is_stored_is_never_shown(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("a")
    secret = dialog.form.secret
    dialog.offer_secret(CONTOSO, "s3cret")
    assert secret.placeholderText() == "Stored in the keyring"
    dialog.form.reveal.setChecked(True)
    assert (secret.text(), secret.displayText()) == ("", "")
    qtbot.keyClicks(secret, "new")
    assert secret.displayText() == "new", "the eye is for what was typed now"
    assert secret.secret() == "new"
    secret.clear()
    assert secret.secret() == "s3cret"
    qtbot.keyClick(secret, Qt.Key.Key_Delete)
    assert (secret.secret(), secret.placeholderText()) == ("", "")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "http://contoso.example/SuperOffice",
        "https://contoso.example:8443",
        "",
        "not one",
    ],
)
@pytest.mark.parametrize("how", ["test_button", "sign_in_button"])
def test_what_is_stored_goes_to_its_own_address_only(
    open_dialog: OpenDialog, qtbot: QtBot, elsewhere: str, how: str
) -> None:
    dialog = open_dialog("a")
    dialog.offer_secret(CONTOSO, "s3cret")
    form = dialog.form
    form.url.setText(elsewhere)
    form.plain_http.setChecked(True)
    getattr(dialog, how).click()
    assert (dialog.asked, dialog.tested) == ([], []), "it is asked for anew"
    assert form.elsewhere_hint.isVisible()
    assert "https://" in form.elsewhere_hint.text()
    form.url.setText(CONTOSO.url)
    assert not form.elsewhere_hint.isVisible()
    getattr(dialog, how).click()
    (request,) = dialog.asked + dialog.tested
    assert request.secret == "s3cret"


def test_a_late_secret_does_not_go_to_another_scheme(open_dialog: OpenDialog) -> None:
    dialog = open_dialog("a")
    dialog.form.scheme.setCurrentIndex(dialog.form.scheme.findData("bearer"))
    dialog.offer_secret(CONTOSO, "s3cret")
    assert dialog.form.secret.secret() == ""


def test_a_renewing_token_is_for_its_provider(open_dialog: OpenDialog) -> None:
    known = Connection("o", "Online", scheme="browser", environment="sod", client_id="c", remember=True)
    dialog = open_dialog("o", [known])
    form = dialog.form
    dialog.offer_secret(known, "refresh", "client secret")
    form.environment.setCurrentIndex(form.environment.findData("online"))
    dialog.sign_in_button.click()
    form.environment.setCurrentIndex(form.environment.findData(""))
    form.discovery.setText("https://evil.example/.well-known/openid-configuration")
    dialog.sign_in_button.click()
    assert [(one.secret, one.second) for one in dialog.asked] == [("", ""), ("", "")]
    form.environment.setCurrentIndex(form.environment.findData("sod"))
    dialog.sign_in_button.click()
    assert (dialog.asked[-1].secret, dialog.asked[-1].second) == ("refresh", "client secret")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1.example.com/x", "http://id.example.com/x", "https:/x", ""]
)
def test_a_discovery_address_is_https(open_dialog: OpenDialog, address: str) -> None:
    known = Connection("o", "Online", scheme="browser", discovery=address or "x", client_id="c")
    dialog = open_dialog("o", [known])
    dialog.form.discovery.setText(address)
    dialog.sign_in_button.click()
    assert dialog.asked == []
    assert "discovery document" in dialog.notice.text()


def test_caps_lock_is_noticed(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("a")
    secret, hint = dialog.form.secret, dialog.form.caps_hint
    qtbot.keyClicks(secret, "ab1")
    assert not hint.isVisible()
    qtbot.keyClick(secret, "C")
    assert hint.isVisible()
    qtbot.keyClick(secret, "C", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible()


def test_tab_goes_from_top_to_bottom(open_dialog: OpenDialog, qtbot: QtBot) -> None:
    dialog = open_dialog("a")
    form = dialog.form
    form.connection.setFocus()
    order = []
    for _ in range(11):
        order.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    fields = [
        form.connection,
        form.url,
        form.tag,
        form.scheme,
        form.user,
        form.secret,
        form.reveal,
        dialog.remember,
    ]
    assert order[:8] == fields
    assert set(order[8:]) == {dialog.sign_in_button, dialog.test_button, dialog.cancel_button}


def test_a_secret_is_not_in_the_requests_text() -> None:
    assert "s3cret" not in repr(SignInRequest(CONTOSO, "s3cret", True))


def test_button_names(open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    names = [one.text() for one in (dialog.sign_in_button, dialog.test_button, dialog.cancel_button)]
    assert names == ["Sign in", "Test", "Cancel"]
    assert dialog.sign_in_button.isDefault()
    assert QApplication.activeModalWidget() is dialog


def test_whoever_is_faster_than_the_keyring_is_remembered_all_the_same(theme: Theme, qtbot: QtBot) -> None:
    """Until the keyring has answered, the box is greyed out, but what it says counts; else the secret is forgotten."""
    dialog = WatchedDialog(theme, [CONTOSO], "a")
    asked = dialog.asked
    qtbot.addWidget(dialog)
    dialog.offer_secret(CONTOSO, "known")
    dialog.sign_in_button.click()
    assert asked[0].remember
    dialog.set_keyring(False, "", "No keyring here.")
    dialog.sign_in_button.click()
    assert not asked[1].remember, "nothing to keep it in"
    assert asked[1].connection.remember, "but still wanted, once there is a keyring again"


def test_what_a_server_said_is_text(open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    dialog.show_error("<b>bold</b>")
    (label,) = (one for one in dialog.findChildren(QLabel) if one.text() == "<b>bold</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText
