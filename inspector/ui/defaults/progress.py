"""How a call is getting on, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.domain.errors import ServerTrouble

LARGE = 1_000_000
"""Bytes from which it is shown how much has come."""


class Progress:
    """How a call is getting on: what the client tells, and what is said about it."""

    def __init__(self) -> None:
        self.size, self.expected = 0, 0
        self._pause = ""

    def received(self, size: int, expected: int | None) -> None:
        """This many bytes have come."""
        self.size, self.expected, self._pause = size, expected or 0, ""

    def waiting(self, seconds: float, attempt: int, trouble: ServerTrouble) -> None:
        """It failed, perhaps only for the moment, and is tried again."""
        text = tr("the server asks us to wait {seconds} s before try {attempt} of 3")
        if "retry_after" not in trouble.facts:
            text = tr("no luck yet; try {attempt} of 3 in {seconds} s")
        self._pause = text.format(seconds=QLocale().toString(seconds, "g", 3), attempt=attempt)
        self.size = 0

    def words(self) -> str:
        """Why it waits, or how much has come; empty where there is little to say."""
        if self._pause or self.size < LARGE:
            return self._pause
        sizes = [_size_words(size) for size in (self.size, self.expected) if size]
        return tr("{size} of {all}").format(size=sizes[0], all=sizes[1]) if len(sizes) > 1 else sizes[0]


def _size_words(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
