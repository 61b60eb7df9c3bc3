"""How dates and numbers are written here: in the language of the interface, and as the computer has them.

The language goes first, since it is what people read on the screen: `culture` is the one that dates are shown in, of
the country that the computer is set to where people speak that language there. What the computer writes itself comes
second, and English words are understood everywhere. See `everyday.toml` for the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from PySide6.QtCore import QLocale

from inspector import resources
from inspector.domain import folding
from inspector.domain.numbers import Notation
from inspector.domain.typed_dates import Habits
from inspector.words import language

_CULTURES = {"en": "en_GB", "de": "de_DE", "nb": "nb_NO"}
"""Of each language of the interface, for a computer that has another one."""
_SHOWN = re.compile(r"d{1,2}\.? MMM,? yyyy|MMM d{1,2},? yyyy")
"""The forms that `typed_dates` reads."""


def culture() -> QLocale:
    """The one that dates are shown in."""
    return _cultures(language.spoken(), QLocale().name())[0]


def date_form() -> str:
    """How a day is shown, as Qt spells forms: with the month in letters, which nobody takes for the day."""
    return _form(culture().name())


def habits() -> Habits:
    """How dates are read."""
    return _habits(language.spoken(), QLocale().name())


def notation() -> Notation:
    """How numbers are read."""
    cultures = _cultures(language.spoken(), QLocale().name())
    own, *others = dict.fromkeys((one.decimalPoint(), one.groupSeparator()) for one in cultures)
    return Notation(*own, Notation(*others[0]) if others else None)


@cache
def _cultures(spoken: str, computers: str) -> tuple[QLocale, ...]:
    """The one that is shown, and the computer's."""
    computer, own = QLocale(computers), QLocale(_CULTURES[spoken])
    is_known = computer.language() == own.language() and _SHOWN.fullmatch(_form(computers))
    return (computer,) if is_known else (own, computer)


@cache
def _form(name: str) -> str:
    """The long form of a day without the day of the week, the month shortened."""
    long = QLocale(name).dateFormat(QLocale.FormatType.LongFormat)
    return re.sub(r"^dddd[^\w']*", "", long).replace("MMMM", "MMM")


@cache
def _habits(spoken: str, computers: str) -> Habits:
    cultures = [*_cultures(spoken, computers), QLocale("en_GB")]
    codes = [code for one in cultures if (code := one.name()[:2]) in language.LANGUAGES]
    tables = [_everyday()[code] for code in dict.fromkeys(codes)]
    short, long = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat
    months = [
        {_name(one.monthName(month, form)): month for month in range(1, 13) for form in (short, long)}
        for one in cultures
    ]
    weekdays = [
        {_name(one.dayName(day, form)): day - 1 for day in range(1, 8) for form in (short, long)}
        for one in cultures
    ]
    reverse = list(reversed(tables))  # whoever comes first has the last word
    return Habits(
        orders=tuple(dict.fromkeys(map(_order, _forms(cultures)))),
        months=months,
        weekdays=weekdays,
        now=_all(tables, "now"),
        days={folding.folded(word): days for one in reverse for word, days in one["days"].items()},
        units={
            folding.folded(word): unit
            for one in reverse
            for unit, words in one["units"].items()
            for word in words
        },
        ahead=_all(tables, "ahead"),
        at=_all(tables, "at"),
        o_clock=_all(tables, "o_clock"),
    )


def _forms(cultures: list[QLocale]) -> Iterable[str]:
    """The form that is shown, then what the others have in digits."""
    yield _form(cultures[0].name())
    yield from (one.dateFormat(QLocale.FormatType.ShortFormat) for one in cultures[1:])


def _order(form: str) -> str:
    return "dmy" if form.find("d") < form.find("M") else "mdy"


def _name(text: str) -> str:
    return folding.folded(text).removesuffix(".")


def _all(tables: list[dict[str, Any]], kind: str) -> frozenset[str]:
    return frozenset(folding.folded(word) for one in tables for word in one[kind])


@cache
def _everyday() -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - the first date that is typed asks for words, no start

    return tomllib.loads(resources.path("everyday.toml").read_text("utf-8"))
