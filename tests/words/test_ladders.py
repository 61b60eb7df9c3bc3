"""The ladder of a default in words."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from inspector.domain import ladder
from inspector.domain.document import Document
from inspector.domain.ladder import Gap, Knowledge, Rung, Setting, ladder_of
from inspector.domain.origins import Evidence
from inspector.domain.screen import Mailbox, Surroundings, Trigger
from inspector.words import ladders
from inspector.words.ladders import Row, Speaker
from tests.present import present

ASKED = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
ME = Evidence(5, "Tim Høyland")
NAMES = {"ejcategory": {1: "Support", 3: 'US:"Support/Heat pumps";NO:"Support/Varmepumper"'}}
TICKET: dict[str, Any] = {
    "TicketId": 0,
    "Status": {"TicketStatusId": 1, "Name": "Open"},
    "Category": {"TicketCategoryId": 3, "Fullname": "Support/Heat pumps"},
    "OwnedBy": {"AssociateId": 5, "FullName": "Tim Høyland"},
    "TicketType": {"TicketTypeId": 1, "Name": "General enquiry", "DefaultTicketStatus": 0},
    "Slevel": "External",
}
USER = {
    "flags": 6,
    "last_category": 3,
    "default_category": 1,
    "default_user": 3,
    "default_status_new_ticket": 7,
}


def told(
    name: str, knowledge: Knowledge, names: Mapping[str, Mapping[int, str]] = NAMES, **changes: Any
) -> tuple[str, list[Row], str]:
    document = Document(json.dumps(TICKET | changes).encode())
    node = present(document.find((name,)))
    found, speaker = present(ladder_of(node, knowledge, ME)), Speaker(node, ME, names)
    return ladders.verdict(found, speaker), ladders.rows(found, speaker, ASKED), ladders.who_could(found)


def test_habit_is_called_habit() -> None:
    verdict, rows, could = told("Category", Knowledge(USER))
    assert verdict == "Last used by Tim, whose setting says “use last category”."
    assert [(row.who, row.sets, row.note, row.won) for row in rows] == [
        (
            "Mail filter, contact person, company, mail box",
            "not for requests made by hand",
            "",
            False,
        ),
        ("Last used by Tim", "Support › Heat pumps", "habit", True),
        ("Setting of Tim", "Support", "", False),
    ]
    assert f"{ASKED.astimezone():%H:%M}" in rows[1].told_by
    assert "ejuser" in rows[1].told_by
    assert could == ""


def test_who_may_not_look_is_told_so_and_who_could() -> None:
    verdict, rows, could = told("Category", Knowledge(Gap("role", 403)))
    assert verdict.startswith("Not known")
    assert {row.sets for row in rows[1:]} == {"not readable for your role"}
    assert could.startswith("An administrator")
    assert "Administrator" not in told("Category", Knowledge(Gap("version")))[2]


def test_a_status() -> None:
    verdict, rows, _ = told("Status", Knowledge(USER | {"default_status_new_ticket": 1}, ()))
    assert verdict == "Decided by: Setting of Tim."
    assert [(row.who, row.sets) for row in rows] == [
        ("Request type “General enquiry”", "sets none"),
        ("Category “Support › Heat pumps”", "sets none"),
        ("Setting of Tim", "Open"),
    ]
    verdict, rows, _ = told("Status", Knowledge(USER, ()))
    assert verdict.startswith("None of its settings explains it")
    assert rows[-1].sets == "number 7", "no list names it"


def test_what_is_worked_out_is_called_so() -> None:
    setting = Setting("serviceSettings", "externalAccessAsDefault", "group", "1", "Support")
    verdict, rows, _ = told("Slevel", Knowledge(USER, (setting,)))
    assert verdict == "Probably decided by: Group Support."
    assert [(row.note, row.won) for row in rows if row.won] == [("worked out", True)]
    assert rows[-1].who == "As SuperOffice comes"
    assert rows[-1].sets == "Internal"


def test_a_preference_is_no_setting_in_the_users_row() -> None:
    settings = (Setting("serviceSettings", "defaultTicketStatusOpen", "user", "6", "Tim Høyland"),)
    _, rows, _ = told("Status", Knowledge(USER, settings))
    assert [row.who for row in rows][-2:] == ["Setting of Tim", "Preference of Tim"]


@pytest.mark.parametrize(
    ("code", "owner", "sets"),
    [(1, 9, "as the category's rules say"), (2, 0, "nobody"), (3, 5, "Tim Høyland")],
)
def test_an_owner(code: int, owner: int, sets: str) -> None:
    _, rows, _ = told("OwnedBy", Knowledge({"default_user": code}), OwnedBy={"AssociateId": owner})
    assert [row.sets for row in rows] == [sets]


def test_every_step_and_every_gap_has_words() -> None:
    speaker = Speaker(Document(b'{"TicketId":0,"Status":null}').root, Evidence())
    for step in get_args(ladder.Step):
        assert speaker.who(Rung(step))
    for why in get_args(ladder.Why):
        assert ladders.gap_words(Gap(why))
    for call in get_args(ladder.Call):
        assert ladders.call_words(Rung("user", call=call), None) or call == ""
    assert "the person who asks" in speaker.who(Rung("habit"))


def test_as_text_marks_the_rung_that_decided() -> None:
    text = ladders.as_text(
        [Row("Last used by Tim", "Heat pumps", "habit", "asked of it", won=True), Row("Group", "not told")]
    )
    assert text == "→ Last used by Tim (habit): Heat pumps [asked of it]\n· Group: not told"


def test_what_the_screen_adds() -> None:
    around = Surroundings(
        (Trigger("Set defaults", "SalesLoadTicket"), Trigger("Check\nit", "TicketSave")),
        ("Parent and child",),
        (Mailbox("support@example.com", "Support/Mail", "High"), Mailbox("info@example.com")),
    )
    root = Document(b'{"TicketId":0,"Category":{"ClosingStatus":"Closed"}}').root
    assert ladders.screen_facts(around, root) == [
        ("Scripts", "Set defaults (before the screen opens)\nCheck⏎it (when it is saved)"),
        ("Relation rules", "Parent and child"),
        ("Mail boxes", "support@example.com: Support › Mail, High\ninfo@example.com"),
        ("Category", "The category proposes a status for closing in the screen only: Closed."),
    ]
    gap = Gap("role", 403)
    bare = Document(b'{"TicketId":0,"Category":{"ClosingStatus":"UserDefined"}}').root
    told = ladders.screen_facts(Surroundings(gap, gap, gap), bare)
    assert all("not readable for your role" in text for _, text in told)
    assert [text for _, text in ladders.screen_facts(Surroundings((), (), ()), bare)] == [
        "No enabled script acts on a new request.",
        *["There are none."] * 2,
    ]


def test_only_what_was_told_needs_names() -> None:
    assert ladders.needed_lists(Knowledge(Gap("role"))) == ()
    assert "ejcategory" in ladders.needed_lists(Knowledge({}))
