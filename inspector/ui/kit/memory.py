"""How the windows look, as they remember it; read before the first paint, hence Qt's own store, not the settings'."""

from __future__ import annotations

import os
import re
from contextlib import suppress

from PySide6.QtCore import QByteArray, QObject, QSettings, QStandardPaths, Signal

APPEARANCES = ("system", "light", "dark")
NAME_STYLES = ("label", "api", "both")
"""What properties may be called; the first is what a person begins with."""
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""How large everything may be drawn, in per cent of the size that the system gives texts."""

_STATE = rb'"?@ByteArray\([ -~]*\)"?'
_VALUES = {
    b"appearance": "|".join(APPEARANCES).encode(),
    b"names": "|".join(NAME_STYLES).encode(),
    b"zoom": "|".join(map(str, ZOOMS)).encode(),
    b"language": rb"[A-Za-z_-]+",
    **dict.fromkeys((b"grouped", b"types", b"developers"), b"yes|no"),
    **dict.fromkeys((b"geometry", b"splitter", b"columns", b"widths", b"guide", b"keys"), _STATE),
}
"""What can stand behind the names in the file."""


def folder() -> str:
    """Where it is kept; TICKET_INSPECTOR_CONFIG moves it along with the settings (see services/settings.py)."""
    chosen = os.environ.get("TICKET_INSPECTOR_CONFIG")
    if chosen:
        return chosen
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return f"{place}/TicketDraftInspector"


class WindowMemory(QObject):
    """Geometry, splitters and columns, light or dark: an ini file beside the settings. All windows have the same."""

    changed = Signal()
    """A person chose how all windows are to look; `state` is each window's own matter."""

    def __init__(self) -> None:
        super().__init__()
        file = f"{folder()}/window.ini"
        self.put_aside = _clean(file)
        """Where a file is kept of which not every line could be understood; empty where there is none."""
        self._store = QSettings(file, QSettings.Format.IniFormat)

    @property
    def appearance(self) -> str:
        """`system`, `light` or `dark`."""
        kept = str(self._store.value("appearance", "system"))
        return kept if kept in APPEARANCES else "system"

    @appearance.setter
    def appearance(self, appearance: str) -> None:
        self._choose("appearance", appearance)

    @property
    def zoom(self) -> int:
        """How large everything is drawn: one of ZOOMS."""
        kept = str(self._store.value("zoom", ""))
        return int(kept) if kept in map(str, ZOOMS) else 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._choose("zoom", str(percent))

    @property
    def language(self) -> str:
        """The code of the interface's language, or `system` (see words/language.py)."""
        return str(self._store.value("language", "system"))

    @language.setter
    def language(self, code: str) -> None:
        self._choose("language", code)

    @property
    def name_style(self) -> str:
        """`label`, `api` or `both`: what properties are called."""
        kept = str(self._store.value("names", NAME_STYLES[0]))
        return kept if kept in NAME_STYLES else NAME_STYLES[0]

    @name_style.setter
    def name_style(self, style: str) -> None:
        self._choose("names", style)

    @property
    def is_grouped(self) -> bool:
        """Whether the ticket's properties stand in groups."""
        return self._holds("grouped", at_first=True)

    @is_grouped.setter
    def is_grouped(self, grouped: bool) -> None:
        self._decide("grouped", grouped)

    @property
    def shows_types(self) -> bool:
        """Whether the tree has a column for the kind of value that goes into a property."""
        return self._holds("types", at_first=False)

    @shows_types.setter
    def shows_types(self, shown: bool) -> None:
        self._decide("types", shown)

    @property
    def for_developers(self) -> bool:
        """Whether Details show what the API calls it all."""
        return self._holds("developers", at_first=False)

    @for_developers.setter
    def for_developers(self, shown: bool) -> None:
        self._decide("developers", shown)

    def _holds(self, name: str, *, at_first: bool) -> bool:
        kept = str(self._store.value(name, ""))
        return kept == "yes" if kept in ("yes", "no") else at_first

    def _decide(self, name: str, held: bool) -> None:
        self._choose(name, "yes" if held else "no")

    def _choose(self, name: str, choice: str) -> None:
        self._put(name, choice)
        self.changed.emit()

    def state(self, name: str) -> QByteArray:
        """What was kept under that name; empty where nothing was, or nothing that fits."""
        kept = self._store.value(name)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep(self, name: str, state: QByteArray) -> None:
        """Keep a widget's saved state under that name."""
        self._put(name, state)

    def _put(self, name: str, value: object) -> None:
        """Keep it; a new file is for its owner only."""
        file = self._store.fileName()
        with suppress(OSError):  # then Qt can't write it either
            os.makedirs(os.path.dirname(file), 0o700, exist_ok=True)  # noqa: PTH103, PTH120 - pathlib costs the start 5 ms
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        self._store.setValue(name, value)


def _clean(file: str) -> str:
    """Where the file went if a line of it says nothing; those that do are left. Raises nothing.

    Qt reads such a file without a word, and leaves out what it could not read when it writes it next.
    """
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - pathlib costs the start 5 ms
            lines = opened.read(_LARGEST).split(b"\n")
    except OSError:
        return ""
    whole = [line for line in lines if _says_something(line.removesuffix(b"\r"))]
    if whole == lines:
        return ""
    from pathlib import Path  # noqa: PLC0415 - few starts need them

    from inspector.domain.errors import FileTrouble  # noqa: PLC0415 - the same
    from inspector.services import files  # noqa: PLC0415 - the same

    kept = str(files.aside(Path(file)))
    try:
        files.write_draft(kept, b"\n".join(lines), private=True)
        files.write_draft(file, b"\n".join(whole), private=True)
    except FileTrouble:
        return file
    return kept


_LARGEST = 1 << 20
"""Bytes; an ordinary one has a thousandth."""


def _says_something(line: bytes) -> bool:
    """Whether it is a line as Qt writes them, with a value that fits; other versions may have names of their own."""
    name, is_value, value = line.partition(b"=")
    if not is_value:
        return re.fullmatch(rb"(?:\[[ -~]*\])?", line) is not None
    return re.fullmatch(rb"[!-~]+", name) is not None and (
        re.fullmatch(_VALUES.get(name, rb"[ -~]*"), value) is not None
    )
