"""What is left to do, in words: how many things, each of them, and what mends it."""

from __future__ import annotations

from inspector.domain.checks import Problem
from inspector.words.language import counted, tr
from inspector.words.names import path_words


def summary(problems: list[Problem]) -> str:
    """How many things are left, in words."""
    return counted(len(problems), tr("1 thing left"), tr("{n} things left"), tr("Ready: nothing left to do"))


def sentence(problem: Problem, style: str = "api") -> str:
    """One thing left, in words; `style` is what properties are called."""
    name = path_words(problem.keys, style, problem.title)
    match problem.code:
        case "table":
            return tr("Your rights do not let you save this ticket")
        case "mandatory":
            text = tr("{name} is mandatory and empty")
            by_field = tr("{name} is empty, and the custom field itself says that it is mandatory")
            return (by_field if problem.by_field else text).format(name=name)
        case "too_long":
            return tr("{name} is {n} characters long; only {limit} fit").format(
                name=name, n=problem.length, limit=problem.limit
            )
        case "out_of_range":
            return tr("{name} should lie between {low} and {high}").format(
                name=name, low=problem.length, high=problem.limit
            )
    if problem.code == "wrong_type" and problem.by_field:
        return tr("{name} does not fit the type of the custom field").format(name=name)
    return {
        "locked": tr("{name} was changed although it is locked"),
        "wrong_type": tr("{name} is not of the type that SuperOffice expects"),
        "not_in_enum": tr("{name} has a value that is not one of its choices"),
        "not_a_date": tr("{name} is not a date"),
        "deleted": tr("{name} points to something that was deleted"),
        "not_in_list": tr("{name} is not in the tenant's list"),
    }[problem.code].format(name=name)


def fix_words(problem: Problem, style: str = "api") -> str:
    """What the button that mends a problem says; empty where nothing mends it."""
    name = path_words(problem.keys, style, problem.title)
    match problem.code:
        case "table":
            return ""
        case "mandatory":
            return tr("Fill In {name}…").format(name=name)
        case "too_long":
            return tr("Shorten {name} to {n}").format(name=name, n=problem.limit)
        case "deleted" | "not_in_list":
            return tr("Choose {name}…").format(name=name)
    return tr("Reset {name} to Default").format(name=name) if problem.can_reset else ""
