"""Text from outside, where it is shown: as long as a person reads, and nothing in it that is not seen does anything.

Only what is shown is changed here. Whoever copies, saves or exports takes the text itself.
"""

from __future__ import annotations

import re

LONGEST = 2000
"""Characters of a text that are shown: no screen shows more at once, and laying out a megabyte takes Qt a minute."""
LONGEST_NAME = 100
"""Characters of a name that are shown; SuperOffice's own have at most 254, most of them less than 30."""
CUT = "…"

# Controls; marks of direction; what has no width; breaks that are none to the eye; halves of a pair; tags.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_BREAK = re.compile("\r\n|[\n\r]")


def spelled_out(text: str) -> str:
    """The text with whatever is not seen spelled out, as JSON escapes it.

    A line break would begin a line that looks like ours, a mark of direction turn around what is read, and a terminal
    take some for orders. What joins letters or leaves a space stays: scripts and figures need it.
    """
    return _UNSEEN.sub(_escaped, text) if not text.isprintable() else text


def in_line(text: str, longest: int = LONGEST) -> str:
    """A text for one line: a break in it is shown by a sign, the rest that is not seen is spelled out."""
    text = clipped(text, longest)
    return text if text.isprintable() else spelled_out(_BREAK.sub("⏎", text).replace("\t", " "))


def in_lines(text: str, longest: int = LONGEST) -> str:
    """The same where there is room for several lines: breaks are breaks."""
    text = clipped(text, longest)
    return text if text.isprintable() else "\n".join(map(spelled_out, _BREAK.split(text.replace("\t", " "))))


def name_in_line(name: str) -> str:
    """What something is called, for a sentence, a title, a step of a path."""
    return in_line(name, LONGEST_NAME)


def clipped(text: str, longest: int = LONGEST) -> str:
    """As much of a text as is shown."""
    return text if len(text) <= longest else text[:longest].rstrip() + CUT


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
