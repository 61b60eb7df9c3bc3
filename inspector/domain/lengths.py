"""How long a text is to SuperOffice: .NET counts UTF-16 code units, Python counts code points.

An emoji, or a rare Chinese letter, is two units and one code point. FieldLength, what is too long, and what a text is
shortened to are all in units.
"""

from __future__ import annotations


def length(text: str) -> int:
    """How many UTF-16 code units a text takes, as `String.Length` has it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """As much of the beginning as fits into that many units; what takes two is kept whole or left out."""
    kept = text[:limit]
    while (over := length(kept) - limit) > 0:
        kept = kept[: -max(1, over // 2)]
    return kept
