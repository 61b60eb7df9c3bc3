"""Every problem in words, and what mends it."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from inspector.domain.checks import Problem
from inspector.ui.problems.words import fix_words, sentence, summary

EVERY = [
    (Problem(("Title",), "mandatory"), "Title is mandatory and empty"),
    (
        Problem(("CustomFields", "x_serial"), "too_long", 12, 10),
        "CustomFields.x_serial is 12 characters long; only 10 fit",
    ),
    (Problem(("Tags", 0), "locked"), "Tags.0 was changed although it is locked"),
    (Problem(("Sentiment",), "out_of_range", -100, 100), "Sentiment should lie between -100 and 100"),
    (Problem(("Title",), "wrong_type"), "Title is not of the type that SuperOffice expects"),
    (Problem(("Origin",), "not_in_enum"), "Origin has a value that is not one of its choices"),
    (Problem(("Deadline",), "not_a_date"), "Deadline is not a date"),
    (Problem(("OwnedBy",), "deleted"), "OwnedBy points to something that was deleted"),
    (Problem(("OwnedBy",), "not_in_list"), "OwnedBy is not in the tenant's list"),
    (
        Problem(("CustomFields", "x_a"), "mandatory", title="Load", by_field=True),
        "Load (CustomFields.x_a) is empty, and the custom field itself says that it is mandatory",
    ),
    (
        Problem(("CustomFields", "x_a"), "wrong_type", title="Load", by_field=True),
        "Load (CustomFields.x_a) does not fit the type of the custom field",
    ),
    (Problem(("TableRight",), "table"), "Your rights do not let you save this ticket"),
]


@pytest.mark.parametrize(("problem", "text"), EVERY)
def test_each_problem_is_a_sentence(problem: Problem, text: str) -> None:
    assert sentence(problem) == text


def test_no_code_is_without_a_sentence() -> None:
    codes = set(get_args(get_type_hints(Problem)["code"]))
    assert codes == {problem.code for problem, _ in EVERY}


@pytest.mark.parametrize(
    ("count", "text"), [(0, "Ready: nothing left to do"), (1, "1 thing left"), (2, "2 things left")]
)
def test_they_are_counted(count: int, text: str) -> None:
    assert summary([EVERY[0][0]] * count) == text


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(("TableRight",), "table"), ""),
        (Problem(("Title",), "mandatory"), "Fill In Title…"),
        (Problem(("Title",), "too_long", 12, 10), "Shorten Title to 10"),
        (Problem(("OwnedBy",), "deleted"), "Choose OwnedBy…"),
        (Problem(("OwnedBy",), "not_in_list"), "Choose OwnedBy…"),
        (Problem(("Tags", 0), "locked", can_reset=True), "Reset Tags.0 to Default"),
        (Problem(("Tags", 0), "wrong_type"), ""),
    ],
)
def test_what_the_button_offers(problem: Problem, text: str) -> None:
    assert fix_words(problem) == text
