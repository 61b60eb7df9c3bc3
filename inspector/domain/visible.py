"""Text from outside, where it stands beside words of ours: nothing in it that is not seen does anything."""


def spelled_out(text: str) -> str:
    """The text with control characters, marks of direction, breaks and the like spelled out, as JSON escapes them.

    A line break would begin a line that looks like ours, a mark of direction turn around what is read, and a terminal
    take some for orders.
    """
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
