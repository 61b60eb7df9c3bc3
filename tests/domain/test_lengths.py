from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.lengths import length, shortened


def test_what_is_beyond_the_basic_plane_counts_twice() -> None:
    assert length("") == 0
    assert length("abc") == 3
    assert length("Ærø") == 3
    assert length("🙂") == 2
    assert length("👩‍🔧") == 5
    assert length("\ud83d") == 1


@given(st.text() | st.text("🙂a"))
def test_each_code_point_is_a_unit_or_two(text: str) -> None:
    assert length(text) == sum(1 + (ord(sign) > 0xFFFF) for sign in text)


@given(st.text() | st.text("🙂a"), st.integers(0, 20))
def test_as_much_is_kept_as_fits(text: str, limit: int) -> None:
    kept = shortened(text, limit)
    assert text.startswith(kept)
    assert length(kept) <= limit
    assert kept == text or length(text[: len(kept) + 1]) > limit
