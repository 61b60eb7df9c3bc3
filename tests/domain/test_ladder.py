"""What could have decided a default, and which of it did."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.document import Document, SetValue
from inspector.domain.ladder import (
    Gap,
    Knowledge,
    Ladder,
    Rung,
    Setting,
    Zones,
    has_zone,
    judged,
    ladder_of,
    zone_ladder,
)
from inspector.domain.origins import Evidence
from tests.present import present

ME = Evidence(5, "Tim Høyland")
TICKET: dict[str, Any] = {
    "TicketId": 0,
    "Status": {"TicketStatusId": 1, "Name": "Open"},
    "Priority": {"TicketPriorityId": 2, "Flags": "External, Default"},
    "Category": {"TicketCategoryId": 3, "DefaultTicketStatus": None},
    "OwnedBy": {"AssociateId": 5},
    "TicketType": {"TicketTypeId": 1, "IsDefault": True},
    "Slevel": "External",
    "Deadline": "2026-11-30T12:00:00",
    "CustomFields": {"x_size": "[I:3]", "x_none": "[I:0]", "x_text": ""},
}
USER = {
    "flags": 6,
    "last_category": 3,
    "default_category": 1,
    "default_user": 3,
    "default_status_new_ticket": 1,
}


def told(
    name: str,
    knowledge: Knowledge | None = None,
    evidence: Evidence = ME,
    **changes: Any,
) -> Ladder | None:
    document = Document(json.dumps(TICKET | changes).encode())
    keys = tuple(name.split("."))
    return ladder_of(present(document.find(keys)), knowledge or Knowledge(), evidence)


def steps(found: Ladder) -> list[tuple[str, str]]:
    return [(rung.step, "?" if rung.gap else rung.value) for rung in found.rungs if rung.applies]


def decided(found: Ladder | None) -> tuple[str, bool] | None:
    rung = present(found).decided
    return (rung.step, present(found).is_certain) if rung else None


def test_the_category_used_last_is_habit() -> None:
    found = present(told("Category", Knowledge(USER)))
    assert steps(found) == [("habit", "3"), ("user", "1")]
    assert [rung.step for rung in found.rungs if not rung.applies] == [
        "filter",
        "contact",
        "company",
        "mailbox",
    ]
    assert decided(found) == ("habit", True)


def test_a_category_by_preference() -> None:
    user = USER | {"flags": 8, "default_category": 3, "last_category": 9}
    found = told("Category", Knowledge(user))
    assert steps(present(found)) == [("habit", ""), ("user", "3")]
    assert decided(found) == ("user", True)


@pytest.mark.parametrize("flags", [2, 4])
def test_where_the_documents_differ_about_a_bit_habit_is_worked_out(flags: int) -> None:
    assert decided(told("Category", Knowledge(USER | {"flags": flags}))) == ("habit", False)
    other = USER | {"flags": flags, "last_category": 9, "default_category": 3}
    assert decided(told("Category", Knowledge(other))) == ("user", True)


def test_what_was_served_otherwise_is_explained_by_nothing() -> None:
    assert decided(told("Category", Knowledge(USER | {"last_category": 7}))) is None


def test_who_may_not_look_is_told_so() -> None:
    gap = Gap("role", 403)
    found = present(told("Category", Knowledge(gap)))
    assert [rung.gap for rung in found.rungs if rung.applies] == [gap, gap]
    assert decided(found) is None


@pytest.mark.parametrize(
    ("changes", "user", "expected"),
    [
        ({"TicketType": {"DefaultTicketStatus": 1}}, USER, ("type", True)),
        ({"TicketType": {"DefaultTicketStatus": 1}}, Gap("version"), ("type", True)),
        ({"Category": {"DefaultTicketStatus": {"TicketStatusId": 1}}}, USER, ("category", True)),
        ({}, USER, ("user", True)),
        ({}, {}, None),
        ({}, Gap("failed"), None),
        ({"TicketType": {"DefaultTicketStatus": 6}}, USER, None),
        (
            {
                "TicketType": {"DefaultTicketStatus": 1},
                "Category": {"DefaultTicketStatus": {"TicketStatusId": 1}},
            },
            USER,
            ("type", False),
        ),
    ],
)
def test_a_status(
    changes: dict[str, Any], user: Mapping[str, int] | Gap, expected: tuple[str, bool] | None
) -> None:
    assert decided(told("Status", Knowledge(user), **changes)) == expected


def test_a_status_by_preference_is_worked_out() -> None:
    settings = (
        Setting("serviceSettings", "defaultTicketStatusOpen", "system", "1"),
        Setting("serviceSettings", "defaultTicketStatusOpen", "group", "0", "Support"),
        Setting("serviceSettings", "defaultStatusAddMessage", "user", "6"),
        Setting("other", "colour", "user", "red"),
    )
    found = present(told("Status", Knowledge({"default_status_new_ticket": 0}, settings)))
    assert steps(found) == [
        *(("type", ""), ("category", ""), ("user", ""), ("group", ""), ("system", "1")),
    ]
    assert found.rungs[3].owner == "Support"
    assert decided(found) == ("system", False)


def test_of_two_preferences_that_may_be_meant_neither_is() -> None:
    settings = (Setting("a", "defaultStatus", "user", "1"), Setting("b", "DefaultStatusNew", "user", "1"))
    assert decided(told("Status", Knowledge({}, settings))) is None


def test_a_priority() -> None:
    assert decided(told("Priority")) == ("list", True)
    assert decided(told("Priority", TicketType={"DefaultTicketPriority": 2})) == ("type", True)
    assert decided(told("Priority", Priority={"TicketPriorityId": 2, "Flags": "External"})) is None
    assert decided(told("Priority", Priority={"TicketPriorityId": 2, "Flags": None})) is None


@pytest.mark.parametrize(
    ("code", "owner", "expected"),
    [
        (1, 2147483647, ("user", False)),
        (1, 4, ("user", False)),
        (2, 0, ("user", True)),
        (3, 5, ("user", True)),
        (3, 4, None),
        (0, 4, None),
    ],
)
def test_an_owner(code: int, owner: int, expected: tuple[str, bool] | None) -> None:
    knowledge = Knowledge({"default_user": code})
    assert decided(told("OwnedBy", knowledge, OwnedBy={"AssociateId": owner})) == expected
    assert decided(told("OwnedBy", Knowledge(Gap("role")))) is None


def test_an_access_level() -> None:
    setting = Setting("serviceSettings", "externalAccessAsDefault", "system", "1")
    assert decided(told("Slevel", Knowledge(settings=(setting,)))) == ("system", False)
    off = (replace(setting, value="0"),)
    assert decided(told("Slevel", Knowledge(settings=off))) is None
    assert decided(told("Slevel", Knowledge(settings=off), Slevel="Internal")) == ("shipped", False)
    assert decided(told("Slevel", TicketType={"ExternalAsDefault": True})) == ("type", False)
    assert decided(told("Slevel", Knowledge(settings=Gap("role")), Slevel="Internal")) == ("shipped", False)
    assert decided(
        told("Slevel", Knowledge(settings=(setting,)), TicketType={"ExternalAsDefault": True})
    ) == (
        "type",
        False,
    )


def test_a_request_type() -> None:
    assert decided(told("TicketType")) == ("list", True)
    assert decided(told("TicketType", Knowledge(type_asked="1"))) == ("asked", True)
    assert decided(told("TicketType", Knowledge(type_asked="2"))) is None
    assert decided(told("TicketType", TicketType={"TicketTypeId": 1, "IsDefault": False})) is None


def test_what_is_concluded_is_never_called_known() -> None:
    assert decided(told("Deadline")) == ("priority", False)
    assert decided(told("CustomFields.x_size")) == ("field", False)
    assert decided(told("CustomFields.x_none")) is None
    assert decided(told("CustomFields.x_text")) is None
    assert decided(told("Deadline", Deadline=None)) is None
    assert decided(told("Deadline", Deadline=["odd"])) is None


def test_others_have_no_ladder() -> None:
    assert told("TicketId") is None
    assert told("Status.Name") is None
    assert told("Status", TicketId=12) is None
    assert told("Status", evidence=Evidence(is_file=True)) is None
    document = Document(b'{"TicketId":0,"Status":{"TicketStatusId":1}}')
    node = present(document.find(("Status",)))
    node.served = None
    assert ladder_of(node, Knowledge(), ME) is None


def test_what_was_picked_since_is_not_explained() -> None:
    document = Document(json.dumps(TICKET).encode())
    node = present(document.find(("Category",)))
    document.apply(SetValue(node.path, bytes(node.raw), b'{"TicketCategoryId":9}'))
    found = ladder_of(present(document.find(("Category",))), Knowledge(USER), ME)
    assert decided(found) == ("habit", True)


RUNGS = st.builds(
    Rung,
    st.sampled_from(("filter", "type", "category", "habit", "user", "group", "system", "shipped")),
    st.sampled_from(("", "1", "2")),
    st.just("user"),
    is_certain=st.booleans(),
    gap=st.none() | st.builds(Gap, st.sampled_from(("role", "version"))),
    suits_any=st.booleans(),
)
NAMES = st.sampled_from(("Status", "Slevel", "Category"))


@given(NAMES, st.lists(RUNGS, max_size=6).map(tuple), st.sampled_from(("", "1", "2", "3")))
def test_a_rung_never_wins_over_a_known_higher_one(name: str, rungs: tuple[Rung, ...], served: str) -> None:
    found = judged(name, rungs, served)
    if found.winner is None:
        assert not found.is_certain
        return
    won = rungs[found.winner]
    assert won.applies
    assert won.gap is None
    assert won.value == served or won.suits_any
    assert not any(rung.sets for rung in rungs[: found.winner])
    if found.is_certain:
        assert won.is_certain
        assert not any(rung.gap for rung in rungs[: found.winner] if rung.applies)


@given(NAMES, st.lists(RUNGS, min_size=1, max_size=6).map(tuple), st.sampled_from(("", "1", "2")), st.data())
def test_who_knows_less_is_never_more_certain(
    name: str, rungs: tuple[Rung, ...], served: str, data: st.DataObject
) -> None:
    before = judged(name, rungs, served)
    lost = data.draw(st.integers(0, len(rungs) - 1))
    fewer = tuple(
        replace(rung, gap=Gap("role")) if place == lost else rung for place, rung in enumerate(rungs)
    )
    after = judged(name, fewer, served)
    if after.is_certain:
        assert before.is_certain
        assert after.winner == before.winner
    if lost == before.winner:
        assert after.winner != before.winner


def test_dates_have_a_time_zone_and_nothing_else_has() -> None:
    document = Document(json.dumps(TICKET | {"CreatedAt": "2026-11-28T10:00:00", "ClosedAt": None}).encode())
    names = [str(node.key) for node in document.root if has_zone(node)]
    assert names == ["CreatedAt"]


def test_dates_are_told_in_the_zone_that_was_asked_for_else_in_ones_own() -> None:
    def told_in(picked: str, own: str | Gap, base: str | Gap = "Oslo") -> tuple[str, bool] | None:
        return decided(zone_ladder(picked, Zones(own, base)))

    assert told_in("Berlin", "Paris") == ("picked", True)
    assert told_in("", "Paris") == ("own_zone", True)
    assert told_in("", "") == ("base_zone", True)
    assert told_in("", Gap("role")) == ("base_zone", False)
    assert told_in("Berlin", Gap("role"), Gap("failed")) == ("picked", True)
    assert told_in("", Gap("role"), Gap("failed")) is None
