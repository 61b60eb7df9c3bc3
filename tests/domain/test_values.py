import json
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import exact_json, values
from inspector.domain.entity import Type
from inspector.domain.errors import InvalidValue
from inspector.domain.exact_json import Number
from inspector.domain.values import DateStyle

DATE, INT, DOUBLE = Type("date-time"), Type("int32"), Type("double")
suffixes = st.sampled_from(["", "Z", "+01:00", "-05:00", "+0530"])
styles = st.builds(DateStyle, st.integers(0, 7), suffixes)
walls = st.datetimes(datetime(2, 1, 1), datetime(9999, 12, 31, 23, 59, 59))


@given(walls, styles)
def test_a_date_survives_its_spelling(wall: datetime, style: DateStyle) -> None:
    keep = min(style.fraction_digits, 6)
    wall = wall.replace(microsecond=wall.microsecond // 10 ** (6 - keep) * 10 ** (6 - keep))
    date = values.parse_date(values.spell_date(wall, style))
    assert date is not None
    assert (date.wall, date.style, date.is_set) == (wall, style, True)


@given(walls, styles)
def test_leaving_the_editor_as_it_was_changes_nothing(wall: datetime, style: DateStyle) -> None:
    served = values.spell_date(wall, style)
    assert values.from_text(values.to_text(served, DATE), DATE, served) == served


@given(styles)
def test_not_set_is_year_one_in_every_style(style: DateStyle) -> None:
    text = values.spell_date(None, style)
    date = values.parse_date(text)
    assert date is not None
    assert not date.is_set
    assert date.style.suffix == style.suffix
    assert values.to_text(text, DATE) == ""


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T01:00:00+01:00",
        "0001-01-01T00:00:00.0000000",
    ],
)
def test_every_null_sentinel_is_not_set(text: str) -> None:
    date = values.parse_date(text)
    assert date is not None
    assert not date.is_set


@pytest.mark.parametrize(
    ("served", "typed", "saved"),
    [
        ("2026-03-02T09:00:00.1234567+01:00", "2026-03-03 10:30", "2026-03-03T10:30:00.0000000+01:00"),
        ("2026-03-02T09:00:00", "2026-03-03T10:30:01", "2026-03-03T10:30:01"),
        ("2026-03-02T09:00:00.5Z", "2026-03-02 09:00", "2026-03-02T09:00:00.5Z"),
        ("2026-03-02T09:00:00Z", "", "0001-01-01T00:00:00Z"),
        ("2026-03-02T09:00:00+01:00", " ", "0001-01-01T01:00:00+01:00"),
        ("0001-01-01T00:00:00", "2026-03-03", "2026-03-03T00:00:00"),
        ("9999-12-31T23:59:59.9999999", "9999-12-31 23:59:59", "9999-12-31T23:59:59.9999999"),
        (None, "2026-03-03 10:30", "2026-03-03T10:30:00"),
        (None, "2026-03-03 10:30:00.25Z", "2026-03-03T10:30:00.25Z"),
        ("2026-01-01T09:00:00+01:00", "2026-03-31T14:30:00Z", "2026-03-31T15:30:00+01:00"),
        ("2026-01-01T09:00:00+01:00", "2026-03-31 16:30+02:00", "2026-03-31T15:30:00+01:00"),
        ("2026-01-01T09:00:00Z", "2026-03-31 16:30-0230", "2026-03-31T19:00:00Z"),
        ("2026-01-01T09:00:00+01:00", "2026-01-01T08:00:00Z", "2026-01-01T09:00:00+01:00"),
        ("2026-01-01T00:00:00.1234567", "2026-01-01 00:00:00.1234568", "2026-01-01T00:00:00.1234568"),
        ("2026-11-27T03:32:31.4402707", "2026-11-27 03:33:31.4402707", "2026-11-27T03:33:31.4402707"),
        ("2026-01-01T00:00:00", "9999-12-31 23:59:59.9999999", "9999-12-31T23:59:59.9999999"),
        ("2026-01-01T00:00:00", "2026-01-01 00:00:00.5000000000", "2026-01-01T00:00:00.5"),
        ("2026-01-01T00:00:00.123", "2026-01-01 00:00:00", "2026-01-01T00:00:00.123"),
        ("2026-01-01T00:00:00", "２０２６-03-04", "2026-03-04T00:00:00"),
    ],
)
def test_typed_dates_keep_suffix_and_precision(served: str | None, typed: str, saved: str) -> None:
    assert values.typed_date(typed, served) == saved


def test_a_date_that_was_null_takes_the_style_of_its_neighbour() -> None:
    assert values.typed_date("2026-03-03 10:30", None, DateStyle(7, "Z")) == "2026-03-03T10:30:00.0000000Z"


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-13-01", "2026-02-30 10:00", "2026-01-01 25:00", "0001-01-01"]
)
def test_what_is_not_a_date(text: str) -> None:
    with pytest.raises(InvalidValue):
        values.typed_date(text, "2026-03-02T09:00:00")


@pytest.mark.parametrize(
    ("served", "typed", "code"),
    [
        ("2026-01-01T00:00:00", "2026-03-31T14:30:00Z", "no_offset"),
        ("2026-01-01T00:00:00Z", "2026-03-31T14:30:00+99:00", "not_date"),
        ("2026-01-01T00:00:00-14:00", "0002-01-01T00:00:00Z", "not_date"),
        ("2026-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "not_date"),
        ("2026-01-01T00:00:00Z", "2026-01-01 00:00:00.12345678", "too_fine"),
    ],
)
def test_what_a_date_can_not_keep_is_refused(served: str, typed: str, code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        values.typed_date(typed, served)
    assert caught.value.code == code


@given(walls, styles, st.sampled_from(["Z", "+01:00", "-05:00", "+0530"]))
def test_a_typed_offset_means_the_same_instant(wall: datetime, style: DateStyle, suffix: str) -> None:
    served = values.spell_date(datetime(2026, 1, 1, 9), style)
    typed = values.spell_date(wall.replace(microsecond=0), DateStyle(0, suffix))
    with suppress(InvalidValue):
        saved = values.typed_date(typed, served)
        assert datetime.fromisoformat(saved) == datetime.fromisoformat(typed)


@given(st.integers(-(2**31), 2**31 - 1))
def test_integers_are_exact(number: int) -> None:
    assert values.from_text(str(number), INT, None) == Number(str(number))


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("2147483648", INT, "out_of_range"),
        ("-2147483649", INT, "out_of_range"),
        ("1e999999999", INT, "out_of_range"),
        ("1.5", INT, "not_integer"),
        ("", INT, "not_integer"),
        ("NaN", INT, "not_integer"),
        ("1_000", INT, "not_integer"),
        ("1_000", DOUBLE, "not_number"),
        ("1e99999999999999999999", INT, "out_of_range"),
        ("Infinity", DOUBLE, "not_number"),
        ("1,5,5", DOUBLE, "not_number"),
        ("", DOUBLE, "not_number"),
    ],
)
def test_numbers_that_do_not_fit(text: str, kind: Type, code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        values.from_text(text, kind, None)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "saved"),
    [
        ("1.10", "1.10"),
        ("12345678901234567890.5", "12345678901234567890.5"),
        (".5", "0.5"),
        ("+3", "3"),
        ("1E5", "1E5"),
        ("−2", "-2"),
        ("2.５", "2.5"),
        ("1٢", "12"),
        ("1e３", "1e3"),
        ("007.10", "7.10"),
        ("+1e100000000", "1e100000000"),
    ],
)
def test_decimals_are_kept_to_the_digit(text: str, saved: str) -> None:
    assert values.from_text(text, DOUBLE, None) == Number(saved)


def test_a_date_that_was_never_set_takes_the_precision_of_its_siblings() -> None:
    typed = values.typed_date("2026-03-03 10:30", "0001-01-01T00:00:00Z", DateStyle(7))
    assert typed == "2026-03-03T10:30:00.0000000Z"


def test_an_enum_that_nobody_knows_takes_any_text() -> None:
    assert values.from_text("Whatever", Type("enum", "NoSuchEnum"), None) == "Whatever"


def test_enums_are_spelled_as_the_enum_spells_them() -> None:
    flags = Type("enum", "TicketPriorityFlags")
    assert values.from_text("external,default", flags, None) == "External, Default"
    assert values.from_text("internal", Type("enum", "TicketSecurityLevel"), None) == "Internal"
    with pytest.raises(InvalidValue):
        values.from_text("Internal, External", Type("enum", "TicketSecurityLevel"), None)


@given(st.text(max_size=20))
def test_any_text_is_taken_or_refused(text: str) -> None:
    for kind in (DATE, INT, DOUBLE, Type("bool"), Type("enum", "TicketOrigin"), Type("string")):
        with suppress(InvalidValue):
            json.loads(exact_json.spell(values.from_text(text, kind, "2026-03-02T09:00:00")))


@given(st.text(st.sampled_from("+-−.,_eE 0123５٣"), max_size=12))
def test_every_number_that_is_taken_is_json(text: str) -> None:
    with suppress(InvalidValue):
        number = values.from_text(text, DOUBLE, None)
        assert isinstance(number, Number)
        assert json.loads(number.text) == pytest.approx(float(number.value))


def test_a_time_of_day_that_was_only_looked_at_keeps_its_spelling() -> None:
    served, kind = "1970-01-01T08:00:00.1234567", Type("date-time", "clock")
    assert values.from_text(values.to_text(served, kind), kind, served) == served
