"""The story of one field: its sentences, its facts, its buttons."""

from __future__ import annotations

import re
from html import escape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector.domain.document import Document, Insert, SetValue
from inspector.ui.details.chips import Chips
from inspector.ui.details.fact_sheet import FactSheet
from inspector.ui.details.facts import LONGEST
from inspector.ui.details.pane import DetailsPane
from inspector.ui.kit.theme import Theme
from tests.drafts import Draft, Right
from tests.present import present


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> DetailsPane:
    made = DetailsPane(theme)
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    return made


def labels(pane: DetailsPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible() and label.text()]


def sheet(pane: DetailsPane) -> FactSheet:
    """What is for developers."""
    return next(one for one in pane.findChildren(FactSheet) if one.accessibleName() == "Facts for developers")


def buttons(pane: DetailsPane) -> set[str]:
    return {button.text() for button in pane.findChildren(QPushButton) if button.isVisible()} - ALWAYS


ALWAYS = {"For developers", "Copy as Text"}
UNLOCK, RESET = "Unlock for This Draft", "Reset to Default"
MAY = "You may read it and change it."
NEED_NOT = "You need not fill it in; the server did not say whether it may be null."
STORIES: dict[str, tuple[dict[str, Right], str | None, list[str]]] = {
    "mandatory": (
        {"Title": ("Update, UIHintMandatory", "Every request needs one", 254)},
        None,
        [MAY, "It must be filled in: “Every request needs one”."],
    ),
    "read-only": (
        {"Title": "Read"},
        None,
        [
            "You may read it. Your role lacks the right to change it.",
            "No reason was given; SuperOffice gives none for many locks.",
        ],
    ),
    "hidden": (
        {"Title": ("None", "Hidden by role", 254)},
        None,
        [
            "It is hidden from you: your rights let you neither read nor change it.",
            "Reason given: “Hidden by role”.",
        ],
    ),
    "locked in the screens": (
        {"Title": ("Update, UIHintReadOnly", "", 254)},
        None,
        [
            "You may read it. The SuperOffice screens lock it, although your role holds the right to change it.",
            "No reason was given; SuperOffice gives none for many locks.",
        ],
    ),
    "locked by the table": (
        {"Title": "Update"},
        "Select, Update",
        [
            "You may read it. The right to the whole table does not let you change it here.",
            "No reason was given; SuperOffice gives none for many locks.",
        ],
    ),
    "may be empty": ({"Title": "Update, Unused4"}, None, [MAY, "It may be empty."]),
    "write only": ({"Title": "Write"}, None, ["You may change it, but not read what it is.", NEED_NOT]),
    "an unknown flag": (
        {"Title": "Update, Sparkling"},
        None,
        [MAY, NEED_NOT, "The server sent a flag that this program does not know: Sparkling."],
    ),
    "unknown bits": (
        {"Title": 515},
        "Select, Insert, Moonlight",
        [MAY, NEED_NOT, "The server sent flags that this program does not know: 512, Moonlight."],
    ),
    "a restricted table": (
        {"Title": "Update, Unused4"},
        "RI, RestrictedUpdate, Filtering",
        [
            MAY,
            "It may be empty.",
            "The right to the table is restricted: some of its fields may be locked when it is saved.",
            "The right to the table is filtered: some of its fields may have been left out.",
        ],
    ),
    "nothing said": (
        {},
        None,
        [MAY, "The server sent no rights for this particular field, so nothing forbids a change."],
    ),
}


@pytest.mark.parametrize(("rights", "table", "sentences"), STORIES.values(), ids=STORIES.keys())
def test_the_story_says_what_i_may_do_and_why_not(
    pane: DetailsPane,
    draft: Draft,
    rights: dict[str, Right],
    table: str | None,
    sentences: list[str],
) -> None:
    pane.show_node(draft('"Title": "Printer on fire"', table, **rights).root.get("Title"))
    (told,) = [text for text in labels(pane) if text.startswith("<b>")]
    assert told == f"<b>{sentences[0]}</b> {' '.join(sentences[1:])}"
    assert pane.text().split("\n")[2 : 2 + len(sentences)] == sentences


def test_the_card_opens_with_the_name_and_what_it_is(pane: DetailsPane, draft: Draft) -> None:
    pane.show_node(draft().root.get("Title"))
    title, meaning = labels(pane)[:2]
    assert title == "Title"
    assert meaning.endswith(".")
    assert len(meaning) > 20
    assert pane.text().split("\n")[:2] == [title, meaning]


FACTS = [
    (
        '"Title": "Printer"',
        "Title",
        ["As served: \"Printer\"", "Type: text · 254 · length 254", "Path: /Title", "Mask: Update"],
    ),
    ('"Origin": "Phone"', "Origin", ["Type: choice · TicketOrigin", "Path: /Origin"]),
    ('"ClosedAt": null', "ClosedAt", ["As served: null", "Type: date-time · length 254"]),
    ('"Priority": null', "Priority", ["List: ticketpriority"]),
]  # fmt: skip


@pytest.mark.parametrize(("member", "name", "facts"), FACTS)
def test_the_facts_are_those_served(
    pane: DetailsPane, draft: Draft, member: str, name: str, facts: list[str]
) -> None:
    right: dict[str, Right] = {name: ("Update", "why", 254)}
    document = draft(member, None, **right)
    pane.show_node(document.root.get(name))
    lines = pane.text().split("\n")
    for fact in facts:
        assert any(line.startswith(fact) for line in lines), (fact, lines)
    if name == "Origin":
        assert re.search("Choices: 0 Unknown.*\n1 Email.*\n2 SMS", pane.text())


def test_everything_the_card_shows_is_in_its_text(
    pane: DetailsPane, served: dict[str, bytes], qtbot: QtBot
) -> None:
    document = Document(served["trainee"])
    for node in document.root:
        pane.show_node(node)
        shown = " ".join([*labels(pane), sheet(pane).toPlainText()])
        assert all(line in shown or escape(line) in shown for line in pane.text().split("\n")[:3])
        _, name, path = pane.text().rpartition("Path: ")
        assert (name, path) == ("Path: ", f"/{node.key}")


def test_custom_unknown_and_listed_fields_say_what_they_are(pane: DetailsPane, draft: Draft) -> None:
    document = draft('"CustomFields": {"x_serial": "1"}, "Sparkle": 1, "Tags": [{"Id": 1}]')
    pane.show_node(document.find(("CustomFields", "x_serial")))
    assert "A field of this tenant's own, “x_serial”." in labels(pane)
    pane.show_node(document.find(("Sparkle",)))
    assert "This property is not in the documentation; it is kept as it came." in labels(pane)
    pane.show_node(document.find(("Tags", 0)))
    assert labels(pane)[:2] == ["Tags 1", "Number 1 in the list Tags."]


def test_a_field_in_a_locked_one_says_where_the_rule_comes_from(pane: DetailsPane, draft: Draft) -> None:
    document = draft('"OwnedBy": {"AssociateId": 1}', OwnedBy=("Read", "Own requests only", 0))
    pane.show_node(document.find(("OwnedBy", "AssociateId")))
    assert "The rule comes from the property it lies in." in pane.text()
    assert "“Own requests only”" in pane.text()


def test_buttons_show_when_they_do_something(pane: DetailsPane, draft: Draft, qtbot: QtBot) -> None:
    document = draft('"Title": "x", "Author": "y"', Author="Update, UIHintReadOnly", ConnectId="Read")
    title, author = document.root.get("Title"), document.root.get("Author")
    seen = []
    for node in (title, author, document.root.get("ConnectId"), document.root.get("TicketId"), None):
        pane.show_node(node)
        seen.append(buttons(pane))
    assert seen == [set(), {UNLOCK}, set(), set(), set()]
    pane.show_node(author, unlocked=True)
    assert buttons(pane) == set()
    document.apply(SetValue(present(title).path, b'"x"', b'"z"'))
    pane.show_node(title)
    assert buttons(pane) == {RESET}
    document.apply(Insert((), 0, "New", b"1"))
    pane.show_node(document.root.child(0))
    assert buttons(pane) == set()


def test_buttons_ask_for_their_field(pane: DetailsPane, draft: Draft, qtbot: QtBot) -> None:
    document = draft('"Title": "x"', Title="Update, UIHintReadOnly")
    title = present(document.root.get("Title"))
    document.apply(SetValue(title.path, b'"x"', b'"z"'))
    pane.show_node(title)
    by_name = {button.text(): button for button in pane.findChildren(QPushButton)}
    for name, signal in ((UNLOCK, pane.unlock_wanted), (RESET, pane.reset_wanted)):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(by_name[name], Qt.MouseButton.LeftButton)
        assert asked.args == [title]


def test_an_unlocked_field_says_so_in_sight_and_in_text(pane: DetailsPane, draft: Draft) -> None:
    pane.show_node(draft(Title="Update, UIHintReadOnly").root.get("Title"), unlocked=True)
    sentence = "You unlocked it for this draft. SuperOffice's own screens would keep it locked."
    assert any(escape(sentence) in text for text in labels(pane))
    assert sentence in pane.text()
    assert "You may read it." not in pane.text()


def test_a_changed_value_stands_beside_what_was_served(pane: DetailsPane, draft: Draft) -> None:
    document = draft()
    document.apply(SetValue((3,), b'"Printer on fire"', b'"Calm"'))
    pane.show_node(document.root.child(3))
    assert 'Value now: "Calm"' in pane.text()
    assert 'As served: "Printer on fire"' in pane.text()


@pytest.mark.parametrize(
    ("picked", "is_sparse"),
    [
        (b'{"TicketPriorityId":3,"Name":"High"}', True),
        (b'{"TicketPriorityId":3,"Name":"High","Deadline":240}', False),
    ],
)
def test_a_pick_whose_carrier_could_not_be_had_says_so(
    pane: DetailsPane, draft: Draft, picked: bytes, is_sparse: bool
) -> None:
    document = draft('"Priority": {"TicketPriorityId":1,"Name":"Low","Deadline":2880}')
    node = present(document.find(("Priority",)))
    document.apply(SetValue(node.path, bytes(node.raw), picked))
    pane.show_node(node)
    assert ("the rest could not be fetched" in pane.text()) is is_sparse


def test_a_very_long_value_is_cut(pane: DetailsPane, draft: Draft) -> None:
    pane.show_node(draft(f'"Title": "{"x" * 5000}"').root.get("Title"))
    (line,) = [line for line in pane.text().split("\n") if line.startswith("As served")]
    assert line == 'As served: "' + "x" * (LONGEST - 1) + "…"


@pytest.mark.parametrize("name", ["Title", ""])
def test_without_a_selection_it_says_how_to_make_one(pane: DetailsPane, draft: Draft, name: str) -> None:
    pane.show_node(draft().root.get(name) or draft().root)
    pane.show_node(None)
    assert labels(pane) == [
        "Nothing selected",
        "Select a property to see what it is, what you may do with it, and why.",
    ]
    assert pane.text() == labels(pane)[1]


def test_what_comes_from_the_server_is_text_not_html(pane: DetailsPane, draft: Draft, theme: Theme) -> None:
    document = draft('"CustomFields": {"<h1>x</h1>": "<i>y</i>"}, "Title": ""', Title=("Read", "<u>z</u>", 1))
    pane.show_node(document.find(("CustomFields", "<h1>x</h1>")))
    title, meaning, *_ = [label for label in pane.findChildren(QLabel) if label.isVisible()]
    assert {title.textFormat(), meaning.textFormat()} == {Qt.TextFormat.PlainText}
    assert "<i>y</i>" in sheet(pane).toPlainText()
    pane.show_node(document.root.get("Title"))
    assert "&lt;u&gt;z" in "".join(labels(pane))
    assert "<u>" not in "".join(labels(pane))


def test_what_is_for_developers_is_folded_away_until_it_is_wanted(
    pane: DetailsPane, draft: Draft, qtbot: QtBot
) -> None:
    pane.show_node(draft(Title=("Update, UIHintMandatory", "", 254)).root.get("Title"))
    assert not sheet(pane).isVisible()
    fold = next(one for one in pane.findChildren(QPushButton) if one.text() == "For developers")
    with qtbot.waitSignal(pane.unfolded) as told:
        qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert sheet(pane).isVisible()
    assert "67 = Read 1, Write 2, UIHintMandatory 64" in sheet(pane).toPlainText()


def test_nothing_is_told_twice(pane: DetailsPane, draft: Draft) -> None:
    pane.show_node(draft(Title=("Read", "Only on Mondays", 254)).root.get("Title"))
    assert pane.text().count("Only on Mondays") == 1


def test_names_are_as_people_say_them_where_they_want_it(pane: DetailsPane, draft: Draft) -> None:
    pane.name_style = "label"
    pane.show_node(draft('"OwnedBy": null').root.get("OwnedBy"))
    assert labels(pane)[0] == "Owner"
    assert "API name: OwnedBy" in pane.text()


def test_the_facts_follow_the_theme(pane: DetailsPane, draft: Draft, theme: Theme) -> None:
    pane.show_node(draft().root.get("Title"))
    light = theme.colour("muted").name()
    theme.set_appearance("dark")
    assert theme.colour("muted").name() in sheet(pane).toHtml()
    assert light not in sheet(pane).toHtml()


@pytest.mark.parametrize("width", [320, 420])
def test_what_has_no_space_in_it_is_broken_and_not_cut(pane: DetailsPane, draft: Draft, width: int) -> None:
    pane.resize(width, 600)
    pane.unfold(is_open=True)
    pane.show_node(draft(f'"Title": "{"x" * 300}"').root.get("Title"))
    size = sheet(pane).document().size()
    assert size.width() <= sheet(pane).viewport().width()
    assert size.height() <= sheet(pane).height() < 400
    assert sheet(pane).mapTo(pane, sheet(pane).rect().topRight()).x() < width


@pytest.mark.parametrize("width", [240, 420])
def test_the_kind_and_the_rights_are_chips_that_are_never_broken(
    pane: DetailsPane, draft: Draft, width: int, qtbot: QtBot
) -> None:
    pane.resize(width, 600)
    pane.show_node(draft(Title=("Update, UIHintMandatory, UIHintReadOnly", "", 254)).root.get("Title"))
    row = present(pane.findChild(Chips))
    chips = [chip for chip in row.findChildren(QLabel) if not chip.isHidden()]
    words = ["text up to 254 characters", "read-only in the screens", "mandatory"]
    assert [chip.text() for chip in chips] == words
    qtbot.waitUntil(lambda: chips[-1].geometry().top() > 0 or width > 300)
    for chip in chips:
        assert chip.width() >= chip.sizeHint().width()
        assert row.rect().contains(chip.geometry())
    pane.show_node(draft(Title=("Update", "", 254)).root.get("Title"))
    assert [chip.text() for chip in chips if not chip.isHidden()] == words[:1]


def test_what_is_folded_away_stays_so_in_the_other_colours(
    pane: DetailsPane, draft: Draft, theme: Theme
) -> None:
    pane.show_node(draft().find(("Title",)))
    assert sheet(pane).isHidden()
    theme.set_appearance("dark")
    assert sheet(pane).isHidden()
