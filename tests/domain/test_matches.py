from array import array
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.matches import Matches, Nested

nested = st.recursive(
    st.dictionaries(st.integers(0, 3), st.none(), min_size=1),
    lambda inner: st.dictionaries(st.integers(0, 3), st.none() | inner, min_size=1),
)


def written_out(matches: Matches | None) -> Nested | None:
    return None if matches is None else {row: written_out(matches.below(row)) for row in matches.rows}


def expected(rows: Nested, path: list[int]) -> dict[int, Any]:
    row, *inner = path
    if row not in rows:
        return rows | {row: expected({}, inner) if inner else None}
    return rows | {row: expected(rows[row], inner)} if rows[row] and inner else rows


@given(nested | st.just({}), st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_one_more_is_included(rows: Nested, path: list[int]) -> None:
    matches = Matches.of(rows)
    found = matches.including(tuple(path))
    assert written_out(found) == expected(rows, path)
    assert found.rows == array("I", sorted(found.rows))
    assert found == matches.including(tuple(path))
    assert found != matches
