"""Text as people see it, for comparing and finding: composed and decomposed letters, full-width and half-width forms,
ligatures and case are no difference (NFKC and full case folding, Unicode Standard Annex 15 and chapter 3.13).

For what a person reads and types; names that programs compare keep their own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

_JAMO = ("\u1160", "\u11ff")
"""The Korean vowels and final consonants: each joins what stands before it, though it is no mark."""


def folded(text: str) -> str:
    """The text for comparing with others of the kind; it has as many lines. Nothing is changed by folding it again."""
    if text.isascii():
        return text.lower()
    if "\n" in text:
        return "\n".join(map(folded, text.split("\n")))  # mostly ASCII, which is ten times as fast
    return normalize("NFKC", normalize("NFKC", text).casefold())


def words(text: str) -> list[str]:
    """The words of a folded text; a no-break space parts them as any other does."""
    return folded(text).split()


def traced(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters, and for its end, where in `text` it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    pieces = [folded(piece) for piece in _letters(text)]
    origins, at = [], 0
    for piece, letter in zip(pieces, _letters(text), strict=True):
        origins += [at] * len(piece)
        at += len(letter)
    return "".join(pieces), [*origins, at]


def spots(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where folded words stand in a text, and for how many characters, from the left.

    What folds to several characters, as `ß` does, is marked whole, and once.
    """
    if not words:
        return []
    found, origins = traced(text)
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    places: list[tuple[int, int]] = []
    for hit in re.finditer(either, found):
        start, last = origins[hit.start()], origins[hit.end() - 1]
        end = next(at for at in origins[hit.end() :] if at > last)
        start = max(start, sum(places[-1])) if places else start
        if start < end:
            places.append((start, end - start))
    return places


def _letters(text: str) -> Sequence[str]:
    """The text in pieces that fold for themselves: each character with the marks on it."""
    pieces: list[str] = []
    for sign in text:
        if pieces and (_JAMO[0] <= sign <= _JAMO[1] or combining(normalize("NFKD", sign)[0])):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
