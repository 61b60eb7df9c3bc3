import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from inspector.reports import markdown

READER = MarkdownIt("gfm-like", {"linkify": False})
words = st.text(st.sampled_from("ab1 .)(#*_-+=>`~|\\\\[]!<>&;$@:{}'\"/\\n\\t"), max_size=20)


@given(words)
def test_a_line_is_read_as_the_same_text(text: str) -> None:
    tokens = READER.parse(markdown.line(text))
    assert {one.type for one in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    inner = [part for one in tokens for part in one.children or ()]
    assert "".join(part.content for part in inner) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("abc", ""),
        ("\u202eabc", "\u202c"),
        ("\u2067a \u202bb", "\u202c\u2069"),
        ("\u202ea\u202c", ""),
        ("\u2067a \u202bb\u2069", ""),
        ("\u202c\u2069", ""),
    ],
)
def test_a_change_of_direction_ends_with_the_text(text: str, ends: str) -> None:
    assert markdown.closed(text) == text + ends
