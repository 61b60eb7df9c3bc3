"""What a check-up found, in words: each finding a sentence, each gap a reason, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest

from inspector.domain.checkup import RULES, Category, Part, Priority, Setup, Status
from inspector.domain.ladder import Gap
from inspector.words import checkups, language
from inspector.words.checkups import Kind, Told
from tests.domain.test_checkup import CLOSED, FAULTS, LATER, OPEN, REQUEST, SOUND, broken

GAPS = (Gap("role", 403), Gap("version", 404), Gap("failed", 500), Gap("not_told"))


@pytest.fixture(params=language.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.speak(request.param)
    yield request.param
    language.speak("en")


@pytest.mark.parametrize("rule", FAULTS)
def test_each_finding_has_its_words_in_every_language(rule: str, spoken: str) -> None:
    [row] = checkups.told(broken(rule), {}).rows
    assert "{" not in "".join((row.line, row.why, row.place))
    assert row.why
    assert row.place or rule == "field_without_default"
    assert row.source.startswith("docs.superoffice.com/en/")
    assert row.rule == rule


def test_a_finding_is_a_sentence_and_says_how_bad_it_is() -> None:
    [row] = checkups.told(broken("type_priority_gone"), {}).rows
    assert row.line == (
        "Fault: The request type Meter reading begins with the priority Never, which was deleted."
    )
    [row] = checkups.told(broken("category_status_gone"), {}).rows
    assert (
        row.text == "New requests in the category Support begin with the status number 77, which was deleted."
    )
    assert row.place == "Settings and maintenance › Requests › Categories"


def test_a_basic_state_is_called_as_in_the_screens() -> None:
    [row] = checkups.told(broken("category_closed"), {}).rows
    assert row.text == "New requests in the category Support begin as Closed."
    [row] = checkups.told(broken("status_none"), {}).rows
    assert row.text == "No status is the default of the internal status Postponed."
    statuses = (OPEN, CLOSED)
    [row] = checkups.told(replace(SOUND, statuses=statuses), {}).rows
    assert row.text == "No status belongs to the internal status Postponed."
    assert checkups.base_words("Elsewhere") == "Elsewhere"


def test_names_are_shown_in_the_language_that_is_spoken() -> None:
    language.speak("de")
    try:
        raw = 'US:"Low";GE:"Niedrig"'
        setup = replace(SOUND, priorities=(Priority(1, raw, True), Priority(2, raw, True)))
        [row] = checkups.told(setup, {}).rows
        assert row.text == "2 Prioritäten sind der Standard: Niedrig, Niedrig."
    finally:
        language.speak("en")


def test_a_category_is_named_with_those_above_it_and_a_status_as_it_is() -> None:
    setup = replace(
        SOUND,
        categories=(Category(1, "Support/On-line", 7),),
        statuses=(OPEN, CLOSED, LATER, Status(7, "N/A", is_deleted=True)),
    )
    [row] = checkups.told(setup, {}).rows
    assert "category Support › On-line begin with the status N/A" in row.text


def test_many_names_are_not_all_told() -> None:
    setup = replace(SOUND, priorities=tuple(Priority(n, f"P{n}", True) for n in range(1, 9)))
    [row] = checkups.told(setup, {}).rows
    assert row.text.endswith("P1, P2, P3, P4, P5, and 3 more.")


def test_a_field_is_called_by_its_label_and_its_own_name() -> None:
    [row] = checkups.told(broken("field_without_default"), {}).rows
    assert row.text.startswith("The field Size (x_size) ")
    assert row.place == "Settings and maintenance › System design › Tables › ticket.x_size"
    [row] = checkups.told(broken("field_locked"), {}).rows
    assert row.text.startswith("The field Priority is")
    gaps = replace(broken("field_locked"), fields=Gap("role"))
    assert checkups.told(gaps, {}).rows[0].text.startswith("The field Priority is")


def test_something_without_a_name_is_called_so() -> None:
    setup = replace(SOUND, types=(REQUEST, replace(REQUEST, name="", groups=())))
    assert "The request type without a name is" in checkups.told(setup, {}).rows[0].text


@pytest.mark.parametrize("part", get_args(Part))
@pytest.mark.parametrize("gap", [*GAPS, None])
def test_what_was_not_checked_says_why_and_what_for(part: Part, gap: Gap | None, spoken: str) -> None:
    change: dict[str, Any] = {"cut": frozenset({part})} if gap is None else {part: gap}
    setup = replace(SOUND, **change)
    told = checkups.told(setup, {})
    assert all(row.kind == "unchecked" and row.why and not row.rule for row in told.rows)
    assert told.rows or part in ("types", "user", "preferences", "fields", "ticket")
    assert "{" not in "".join(row.line + row.why for row in told.rows)


def test_what_lacks_for_one_reason_is_told_once() -> None:
    setup = replace(SOUND, user=Gap("role", 403))
    [row] = checkups.told(setup, {}).rows
    assert row.line == "Not checked: Your own settings: not readable for your role"
    assert row.why.count(";") == 3
    assert "An administrator of Service" in row.why


def test_a_muted_rule_is_told_apart_with_its_reason() -> None:
    told = checkups.told(broken("priority_two"), {"priority_two": "agreed", "type_unseen": "none needed"})
    assert told.rows == ()
    assert [(row.kind, row.rule, row.reason) for row in told.muted] == [
        ("muted", "priority_two", "agreed"),
        ("muted", "type_unseen", "none needed"),
    ]
    assert told.muted[1].text == "a request type that no user group sees: nothing found now"
    assert checkups.summary(told) == "Nothing found"


def test_a_muted_rule_that_can_not_be_checked_is_no_part_of_the_gaps() -> None:
    setup = replace(SOUND, priorities=Gap("role"))
    needs = [rule.id for rule in RULES if "priorities" in rule.needs]
    assert checkups.told(setup, dict.fromkeys(needs, "agreed")).rows == ()
    assert checkups.told(setup, {"unknown": "from a newer version"}).muted == ()


def test_how_much_was_found() -> None:
    assert checkups.summary(Told()) == "Nothing found"
    assert checkups.summary(checkups.told(broken("type_unseen"), {})) == "1 thing found"
    setup = replace(broken("type_unseen", "priority_two"), members=Gap("role"), user=Gap("role"))
    assert checkups.summary(checkups.told(setup, {})) == "2 things found · 2 parts not checked"


def test_more_than_anybody_reads_is_counted() -> None:
    many = tuple(Category(n, f"C{n}", 2, "Closed") for n in range(1, checkups.MOST + 6))
    told = checkups.told(Setup(categories=many), {})
    assert sum(row.kind == "warning" for row in told.rows) == checkups.MOST
    assert (told.found, told.left_out) == (checkups.MOST + 5, 5)


def test_each_kind_has_a_name_and_a_meaning(spoken: str) -> None:
    assert all(checkups.kind_words(kind) for kind in get_args(Kind))
    judged = {kind for kind in get_args(Kind) if checkups.kind_meaning(kind)}
    assert judged == {"fault", "warning", "note"}


def test_no_name_from_outside_breaks_a_line_or_hides_in_it() -> None:
    evil = replace(REQUEST, name="Evil\u202e\nname" * 100, groups=())
    [row] = checkups.told(replace(SOUND, types=(REQUEST, evil)), {}).rows
    assert "\n" not in row.text
    assert "\u202e" not in row.text
    assert len(row.text) < 400
