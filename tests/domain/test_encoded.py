from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import encoded
from inspector.domain.errors import InvalidValue
from tests.present import present

FORMS = [
    *(
        "[I:3]",
        "[I:-1]",
        "[F:4.43]",
        "[M:123.45]",
        "[T:14:52]",
        "[D:06/01/2020]",
        "[D:05/05/1999 00:00:00.0000000]",
    ),
    *(
        "[DT:12/03/2026 09:30:00.0000000]",
        "[D:01/01/0001 00:00:00.0000000]",
        "[DT:01/01/1760 09:34:44.0000000]",
    ),
]


@pytest.mark.parametrize("text", FORMS)
def test_what_is_not_edited_is_written_as_it_was(text: str) -> None:
    form = present(encoded.parse(text))
    assert encoded.from_text(encoded.to_text(form), form) == text


@pytest.mark.parametrize(
    "text",
    ["", "x", "[I:]", "[I:x]", "[X:1]", "[D:2020-06-01]", "[D:13/01/2020]", "[I:1", "[[I:1]]", "[B:AA==]"],
)
def test_what_is_not_a_form_is_plain_text(text: str) -> None:
    assert encoded.parse(text) is None


@given(st.text())
def test_any_text_is_a_form_or_none(text: str) -> None:
    form = encoded.parse(text)
    assert form is None or f"[{form.mark}:{form.body}]" == text


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda when: when.replace(microsecond=0)))
def test_dates_come_back(when: datetime) -> None:
    before = present(encoded.parse("[DT:12/03/2026 09:30:00.0000000]"))
    text = encoded.from_text(when.isoformat(" "), before)
    assert encoded.moment_of(present(encoded.parse(text))) == when
    assert text.endswith(".0000000]")


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("[I:3]", "7", "[I:7]"),
        ("[F:4.43]", "4.430", "[F:4.430]"),
        ("[D:06/01/2020]", "2021-12-24", "[D:12/24/2021]"),
        ("[D:06/01/2020]", "", "[D:01/01/0001]"),
        ("[D:05/05/1999 00:00:00.0000000]", "2021-12-24", "[D:12/24/2021 00:00:00.0000000]"),
        ("[T:14:52]", "08:00", "[T:08:00]"),
        ("[T:14:52]", "9:30:05.5", "[T:09:30:05.5]"),
        ("[I:3]", "１２", "[I:12]"),
        ("[I:3]", "+1,000", "[I:1000]"),
        ("[F:1.5]", "1.５", "[F:1.5]"),
        ("[M:1.5]", ".5", "[M:0.5]"),
        (
            "[DT:12/03/2026 09:30:00.1234567]",
            "2026-12-03 09:31:00.1234567",
            "[DT:12/03/2026 09:31:00.1234567]",
        ),
        ("[DT:12/03/2026 09:30:00]", "2026-12-03T09:31:00.25", "[DT:12/03/2026 09:31:00.25]"),
        ("[D:06/01/2020]", "2021-12-24 00:00", "[D:12/24/2021]"),
    ],
)
def test_what_is_typed_keeps_the_form(before: str, typed: str, after: str) -> None:
    assert encoded.from_text(typed, present(encoded.parse(before))) == after


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        *(("[I:3]", typed) for typed in ("x", "1.5", "1_0", "1e3", "", "2147483648")),
        *(("[F:1]", typed) for typed in ("1,5", "1e5", "")),
        *(("[T:14:52]", typed) for typed in ("99", "09", "T10", "10:00+02:00", "24:00", "9:3", "")),
        *(
            ("[D:06/01/2020]", typed)
            for typed in ("x", "2026-W01", "20260131", "2026-02-30", "2021-12-24 08:00")
        ),
        ("[DT:12/03/2026 09:30:00]", "2026-12-03T09:31:00Z"),
        ("[DT:12/03/2026 09:30:00]", "2026-12-03T09:31:00.12345678"),
    ],
)
def test_what_does_not_fit_is_refused(before: str, typed: str) -> None:
    with pytest.raises(InvalidValue):
        encoded.from_text(typed, present(encoded.parse(before)))


@given(st.sampled_from(FORMS), st.text() | st.text(st.sampled_from("0123456789:-./ T+Z５"), max_size=20))
def test_what_is_written_can_be_read_again(before: str, typed: str) -> None:
    with suppress(InvalidValue):
        told = encoded.from_text(typed, present(encoded.parse(before)))
        assert told.isascii()
        assert present(encoded.parse(told)).mark == before[1 : before.index(":")]


def test_digits_of_other_scripts_are_no_form() -> None:
    assert encoded.parse("[I:１２]") is None
