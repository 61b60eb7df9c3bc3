"""Text in Markdown (CommonMark with GitHub's tables) that is read as what it is: no markup, no mention, no formula."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`*_\[\]<>&~$|@!:]")
"""What begins something within a line, in CommonMark or in GitHub's own additions. `:` ends the scheme of a link."""
_BEGINNING = re.compile(r"[#+\-=]|\d+(?=[.)])")
"""What makes a line something else than a paragraph."""
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"


def inline(text: str) -> str:
    """A text within a line, such as a table's cell; line breaks are blanks."""
    return _MARKS.sub(r"\\\g<0>", " ".join(closed(text).split()))


def line(text: str) -> str:
    """A text that is a paragraph by itself."""
    found = inline(text)
    begins = _BEGINNING.match(found)
    if begins is None:
        return found
    place = begins.end() if begins[0][0].isdigit() else 0
    return f"{found[:place]}\\{found[place:]}"


def closed(text: str) -> str:
    """The text with an end to each change of direction that is begun in it: it must not reach into what follows."""
    open_ones: list[str] = []
    for sign in text:
        if sign in _EMBEDDINGS:
            open_ones.append("\u202c")
        elif sign in _ISOLATES:
            open_ones.append("\u2069")
        elif sign in "\u202c\u2069" and sign in open_ones:
            del open_ones[len(open_ones) - 1 - open_ones[::-1].index(sign) :]
    return text + "".join(reversed(open_ones))
