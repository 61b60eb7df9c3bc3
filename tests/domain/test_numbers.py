"""Numbers as people of several cultures type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import numbers
from inspector.domain.errors import InvalidValue
from inspector.domain.numbers import Notation

NOTATIONS = {
    "en": Notation(".", ","),
    "de": Notation(",", "."),
    "nb": Notation(",", "\u00a0"),
    "de_CH": Notation(".", "’"),
    "ar": Notation("٫", "٬"),
}


@pytest.mark.parametrize(
    ("culture", "typed", "read"),
    [
        ("en", "1,000", "1000"),
        ("en", "1.000", "1.000"),
        ("en", "1,234,567.5", "1234567.5"),
        ("de", "1,5", "1.5"),
        ("de", "1.5", "1.5"),
        ("de", "1,000", "1.000"),
        ("de", "1.000.000", "1000000"),
        ("de", "1.000,5", "1000.5"),
        ("de", "0.125", "0.125"),
        ("nb", "12\u00a0345,50", "12345.50"),
        ("nb", "12 345,50", "12345.50"),
        ("nb", "12\u202f345", "12345"),
        ("de_CH", "1’000.5", "1000.5"),
        ("de_CH", "1'000", "1000"),
        ("ar", "١٬٢٣٤٫٥", "1234.5"),
        ("de", "−２．５", "-2.5"),
        ("en", "5.", "5"),
    ],
)
def test_a_number_means_what_it_means_there(culture: str, typed: str, read: str) -> None:
    assert numbers.read(typed, NOTATIONS[culture]) == read


@pytest.mark.parametrize(
    ("culture", "typed", "read"),
    [("en", "1,000", "1000"), ("de", "1.000", "1000"), ("nb", "-1.000", "-1000"), ("de", "1.5", "1.5")],
)
def test_a_whole_number_means_what_it_means_there(culture: str, typed: str, read: str) -> None:
    assert numbers.read(typed, NOTATIONS[culture], whole=True) == read


@pytest.mark.parametrize(
    ("culture", "typed", "whole", "meanings"),
    [
        ("de", "1.000", False, ("1000", "1,000")),
        ("nb", "-1.234", False, ("-1234", "-1,234")),
        ("de_CH", "1,000", False, ("1000", "1.000")),
        ("en", "1.000", True, ("1000", "1")),
        ("de", "1,000", True, ("1000", "1")),
    ],
)
def test_what_may_mean_two_numbers_is_asked_about(
    culture: str, typed: str, whole: bool, meanings: tuple[str, str]
) -> None:
    with pytest.raises(InvalidValue) as caught:
        numbers.read(typed, NOTATIONS[culture], whole=whole)
    assert caught.value.code == "ambiguous"
    assert (caught.value.facts["one"], caught.value.facts["other"]) == meanings
    for meaning in meanings:
        numbers.read(meaning, NOTATIONS[culture], whole=whole)


@pytest.mark.parametrize(
    "typed", ["1 2", "12 34", "1 0000", "1_000", "1.2.3", "1,2.3,4", ".", "-", "0x1", "²", "Ⅷ", ""]
)
@pytest.mark.parametrize("culture", NOTATIONS)
def test_what_is_no_number_anywhere_is_refused(culture: str, typed: str) -> None:
    with pytest.raises(InvalidValue):
        numbers.read(typed, NOTATIONS[culture])


@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(list(NOTATIONS.values())))
def test_what_json_spells_is_read_as_that_or_asked_about(number: object, notation: Notation) -> None:
    with suppress(InvalidValue):
        assert numbers.read(str(number).replace("E+", "e"), notation) == str(number).replace("E+", "e")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *[(7, 7), (-1, -1), (7.0, 7), ("7", 7), ("-7", -7), (" 7 ", 7), ("007", 7), (True, 1), (False, 0)],
        *[(2**31, 2**31), ("9" * 18, 10**18 - 1), (0, 0), ("0", 0), ("-0", 0)],
        *[(None, None), ("", None), ("-", None), ("--5", None), ("+5", None), ("1_000", None), ("1e3", None)],
        *[("٧", None), ("７", None), ("²", None), ("7\n", None), ("\u00a07", None), ("9" * 5000, None)],
        *[(float("inf"), None), (float("nan"), None), (1e400, None), (1.5, None), (10**5000, None)],
        *[([], None), ({}, None), ([7], None), (b"7", None)],
    ],
    ids=[str(number) for number in range(36)],
)
def test_a_number_from_outside_is_one_that_fits_or_none(value: object, number: int | None) -> None:
    assert numbers.served(value) == number


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_id_is_read_as_it_is_spelled(number: int) -> None:
    assert numbers.served(number) == numbers.served(str(number)) == number


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary(), st.lists(st.integers())))
def test_nothing_from_outside_raises(value: object) -> None:
    assert numbers.served(value) is None or isinstance(numbers.served(value), int)


TWO = Notation(".", ",", Notation(",", "."))
"""An English interface on a German computer."""


@pytest.mark.parametrize(
    ("typed", "other"), [("1.234", "01.234"), ("1,234", "01.234"), ("-1,234", "-01.234"), ("1.000", "01.000")]
)
def test_two_notations_that_differ_are_asked_about_in_words_that_both_can_read(
    typed: str, other: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        numbers.read(typed, TWO)
    assert caught.value.facts == {
        "text": typed,
        "one": typed.replace(".", "").replace(",", ""),
        "other": other,
    }
    assert numbers.read(other, TWO) == other.replace("0", "", 1)


@pytest.mark.parametrize(
    ("typed", "code"), [("1.000", "ambiguous"), ("1,000", "ambiguous"), ("soon", "not_integer")]
)
def test_whole_numbers_in_two_notations(typed: str, code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        numbers.read(typed, TWO, whole=True)
    assert caught.value.code == code
