"""What is wrong with how requests are set up; and what nobody can say, because it could not be looked at."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import checkup, custom_fields
from inspector.domain.checkup import (
    RULES,
    Category,
    Found,
    Part,
    Priority,
    RequestType,
    Setup,
    Status,
    Ticket,
    findings,
    of_ticket,
    unchecked,
)
from inspector.domain.custom_fields import CustomField
from inspector.domain.document import Document
from inspector.domain.ladder import Gap, Setting

OPEN, CLOSED, LATER = (
    Status(1, "Open", "Active", True),
    Status(2, "Closed", "Closed", True),
    Status(3, "Postponed", "Postponed", True),
)
QUEUE = Status(6, "In queue", "Active")
GONE = Status(7, "Old", "Active", is_deleted=True)
LOW, HIGH = Priority(1, "Low", True), Priority(2, "High")
NEVER = Priority(3, "Never", is_deleted=True)
REQUEST = RequestType(1, "Request", 1, (1, 2, 6), 1, (1, 2), (1, 2))
SUPPORT = Category(1, "Support", 1, "Active", "UserDefined", "Even", 7, True)
USER = {
    "default_category": 1,
    "last_category": 1,
    "flags": 2,
    "default_user": 1,
    "default_status_new_ticket": 1,
}
SIZE = CustomField("x_size", "Size", kind="Integer", is_mandatory=True)
DEFAULT_STATUS = Setting("serviceSettings", "defaultTicketStatusOpen", "system", "1")
TICKET = Ticket(frozenset({"x_free"}), frozenset({"x_free", "x_size"}))
SOUND = Setup(
    types=(REQUEST, RequestType(2, "Outage", 0, (), 0, (), None)),
    statuses=(OPEN, CLOSED, LATER, QUEUE, GONE, Status(4, "Deleted", "Deleted")),
    priorities=(LOW, HIGH, NEVER),
    categories=(SUPPORT, Category(2, "Sales", 0, delegates="Not", administrator=9)),
    members=frozenset({(1, 7)}),
    user=USER,
    preferences=(
        DEFAULT_STATUS,
        Setting("serviceSettings", "externalAccessAsDefault", "system", "99"),
        replace(DEFAULT_STATUS, value="-1", level="group"),
        replace(DEFAULT_STATUS, value="odd", level="user"),
    ),
    fields=(SIZE, CustomField("x_free", "Free")),
    ticket=TICKET,
    user_id=7,
)
PARTS: tuple[Part, ...] = get_args(Part)


def with_type(**changes: Any) -> dict[str, Any]:
    return {"types": (REQUEST, replace(REQUEST, id=5, name="Meter reading", **changes))}


def with_category(**changes: Any) -> dict[str, Any]:
    return {"categories": (replace(SUPPORT, **changes),)}


def with_user(**changes: int) -> dict[str, Any]:
    return {"user": USER | changes}


FAULTS: Mapping[str, tuple[dict[str, Any], Found]] = {
    "priority_none": (
        {"priorities": (replace(LOW, is_default=False), HIGH, replace(NEVER, is_default=True))},
        Found(),
    ),
    "priority_two": (
        {"priorities": (LOW, replace(HIGH, is_default=True))},
        Found(values=("Low", "High"), number=2),
    ),
    "status_none": (
        {"statuses": (OPEN, CLOSED, replace(LATER, is_default=False))},
        Found("Postponed", number=1),
    ),
    "type_status_none": (with_type(status=0), Found("Meter reading")),
    "type_priority_none": (with_type(priority=0), Found("Meter reading")),
    "type_status_not_offered": (with_type(status=3), Found("Meter reading", ("Postponed",))),
    "type_priority_not_offered": (with_type(priority=2, priorities=(1,)), Found("Meter reading", ("High",))),
    "type_status_gone": (with_type(status=7, statuses=()), Found("Meter reading", ("Old",))),
    "type_priority_gone": (with_type(priority=3, priorities=()), Found("Meter reading", ("Never",))),
    "type_unseen": (with_type(groups=()), Found("Meter reading")),
    "category_closed": (with_category(status=2, base="Closed"), Found("Support", ("Closed",))),
    "category_status_gone": (with_category(status=77), Found("Support", ("77",))),
    "administrator_no_member": (with_category(administrator=8), Found("Support", ("8",))),
    "user_no_member": (
        {"members": frozenset({(2, 7)}), **with_category(falls_to_administrator=False)},
        Found("Support"),
    ),
    "user_nobody_assigned": (with_category(delegates="Not"), Found("Support")),
    "user_status_gone": (with_user(default_status_new_ticket=7), Found(values=("Old",))),
    "user_category_gone": (with_user(default_category=5), Found(values=("5",))),
    "preference_status_gone": (
        {"preferences": (replace(DEFAULT_STATUS, value="77"),)},
        Found("defaultTicketStatusOpen", ("77",)),
    ),
    "field_without_default": (
        {"ticket": Ticket(frozenset({"x_size"}), frozenset({"x_size"}))},
        Found("Size", ("x_size",)),
    ),
    "field_locked": (
        {"ticket": replace(TICKET, locked=(("Priority",),))},
        Found("Priority"),
    ),
}
"""By rule: the smallest change of a sound setup that it finds, and what it tells of it."""


def broken(*rules: str) -> Setup:
    return replace(SOUND, **{part: value for rule in rules for part, value in FAULTS[rule][0].items()})


def ids(setup: Setup) -> list[str]:
    return [one.rule.id for one in findings(setup)]


def test_a_setup_without_faults_has_no_finding() -> None:
    assert findings(SOUND) == ()
    assert unchecked(SOUND) == ()


def test_every_rule_has_its_fault_here() -> None:
    assert [rule.id for rule in RULES] == list(FAULTS)


@pytest.mark.parametrize("rule", FAULTS)
def test_each_rule_is_found_by_its_smallest_fault(rule: str) -> None:
    [found] = findings(broken(rule))
    assert (found.rule.id, found.about) == (rule, FAULTS[rule][1])


@pytest.mark.parametrize(
    "change",
    [
        with_type(status=None, priority=None, groups=None),
        {"types": (replace(REQUEST, groups=()), replace(REQUEST, groups=()))},
        {"priorities": (replace(LOW, is_default=None), HIGH)},
        {"statuses": (OPEN, CLOSED, replace(LATER, is_default=None))},
        with_category(status=None, base="", administrator=0),
        {"user": {}},
        with_user(default_user=3, flags=0),
        {"fields": (replace(SIZE, default="3"), CustomField("x_tick", kind="Checkbox", is_mandatory=True))},
        {"ticket": Ticket()},
    ],
)
def test_what_nobody_told_is_no_fault(change: dict[str, Any]) -> None:
    assert ids(replace(SOUND, **change)) == []


def test_a_category_that_leaves_the_status_to_the_user_may_still_close_in_the_screen() -> None:
    assert ids(replace(SOUND, **with_category(status=0, base="", closing="Closed"))) == ["category_closed"]


def test_a_basic_state_without_any_status_is_told() -> None:
    [found] = findings(replace(SOUND, statuses=(OPEN, CLOSED, QUEUE)))
    assert found.about == Found("Postponed", number=0)


def test_a_mandatory_field_that_the_ticket_lacks_has_no_default() -> None:
    assert ids(replace(SOUND, ticket=Ticket(custom=frozenset()))) == ["field_without_default"]


def test_whoever_lives_by_habit_begins_with_the_category_used_last() -> None:
    """And by their own default where they have not used any yet."""
    setup = replace(SOUND, **with_user(last_category=2))
    assert [(one.rule.id, one.about.subject) for one in findings(setup)] == [
        ("user_no_member", "Sales"),
        ("user_nobody_assigned", "Sales"),
    ]
    assert ids(replace(SOUND, **with_user(last_category=0))) == []
    assert ids(replace(SOUND, **with_user(last_category=2, flags=8))) == []


def test_the_worst_comes_first() -> None:
    setup = broken("administrator_no_member", "type_unseen", "type_status_gone", "priority_two")
    found = [one.rule.severity for one in findings(broken("priority_two", "field_locked"))]
    assert found == ["fault", "warning"]
    assert [one.rule.severity for one in findings(setup)] == sorted(
        (one.rule.severity for one in findings(setup)), key=checkup.SEVERITIES.index
    )


def test_a_list_that_was_too_long_says_nothing_of_what_is_missing_in_it() -> None:
    setup = replace(broken("type_status_gone", "priority_two"), cut=frozenset({"statuses", "priorities"}))
    assert ids(setup) == ["priority_two"]
    left = {(one.rule.id, one.part, one.gap) for one in unchecked(setup)}
    assert ("type_status_gone", "statuses", None) in left
    assert ("priority_none", "priorities", None) in left
    assert not any(rule == "priority_two" for rule, _part, _gap in left)


def test_nothing_is_checked_of_what_nobody_asked_for() -> None:
    assert findings(Setup()) == ()
    assert {one.rule.id for one in unchecked(Setup())} == set(FAULTS)


SETUPS = st.sets(st.sampled_from(list(FAULTS))).map(lambda rules: broken(*rules))
GAPS = st.sampled_from((Gap("role", 403), Gap("version", 404), Gap("failed", 500), Gap("not_told")))


@given(SETUPS, st.sampled_from(PARTS), GAPS)
def test_a_gap_never_adds_a_finding_and_is_told(setup: Setup, part: Part, gap: Gap) -> None:
    change: dict[str, Any] = {part: gap}
    less = replace(setup, **change)
    assert set(findings(less)) <= set(findings(setup))
    assert {one.rule for one in unchecked(less)} == {rule for rule in RULES if part in rule.needs}
    assert all((one.part, one.gap) == (part, gap) for one in unchecked(less))
    assert not any(part in one.rule.needs for one in findings(less))


@given(SETUPS, st.sets(st.sampled_from(PARTS)))
def test_a_list_that_was_cut_never_adds_a_finding(setup: Setup, parts: set[Part]) -> None:
    less = replace(setup, cut=frozenset(parts))
    assert set(findings(less)) <= set(findings(setup))
    left = {one.rule for one in unchecked(less)}
    assert left.isdisjoint(one.rule for one in findings(less))


def default_ticket(**changes: Any) -> Document:
    def right(mask: str) -> dict[str, Any]:
        return {"FieldRight": {"Mask": mask, "Reason": ""}, "FieldType": "System.String", "FieldLength": 0}

    return Document(
        json.dumps(
            {
                "TicketId": 0,
                "Title": "",
                "Priority": None,
                "CustomFields": {
                    "x_size": "[I:0]",
                    "x_serial": "",
                    "x_serial:DisplayText": "",
                    "x_when": "[D:01/01/0001]",
                },
                "FieldProperties": {
                    "Title": right("Update, UIHintMandatory"),
                    "Priority": right("Read, UIHintMandatory"),
                    "CustomFields.x_serial": right("UIHintMandatory"),
                    "TicketId": right("Read, UIHintMandatory"),
                },
            }
            | changes
        ).encode()
    )


def test_what_a_default_ticket_tells_of_fields() -> None:
    document = default_ticket()
    told = custom_fields.read([{"FieldName": "x_when", "FieldType": "Date"}])
    custom_fields.learn(document.root, told)
    found = of_ticket(document.root)
    assert found.unfilled == frozenset({"x_serial", "x_when"})
    assert found.custom == frozenset({"x_size", "x_serial", "x_when"})
    assert found.locked == (("Priority",), ("CustomFields", "x_serial"))


def test_a_role_that_may_not_save_at_all_has_no_locked_fields() -> None:
    found = of_ticket(default_ticket(TableRight={"Mask": "R", "Reason": ""}, FieldProperties=None).root)
    assert found.locked == ()


@pytest.mark.parametrize("held", [None, [], 3, "text"])
def test_a_ticket_whose_custom_fields_are_odd(held: object) -> None:
    assert of_ticket(default_ticket(CustomFields=held).root).unfilled == frozenset()


def test_a_ticket_that_tells_of_no_custom_fields() -> None:
    assert of_ticket(Document(b'{"TicketId": 0}').root).custom is None


def test_ten_thousand_of_each_are_looked_at() -> None:
    """Each pair of lists is gone through once: this would not end, were each looked for in the other."""
    many = range(10_000)
    setup = replace(
        SOUND,
        types=tuple(RequestType(n, "", n + 20_000, (), n + 20_000, (), None) for n in many),
        statuses=tuple(Status(n, "", is_default=True) for n in many),
        priorities=tuple(Priority(n, "") for n in many),
        categories=tuple(
            Category(n, "", n + 20_000, administrator=n, falls_to_administrator=True) for n in many
        ),
        members=frozenset((n, n + 1) for n in many),
    )
    assert len(findings(setup)) > 30_000
