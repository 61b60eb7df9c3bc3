"""The version resource of the .exe, as PyInstaller reads it: what Explorer shows under Properties > Details."""

from __future__ import annotations

import re

TEXTS = {
    "CompanyName": "The Ticket Draft Inspector developers",
    "FileDescription": "Ticket Draft Inspector",
    "InternalName": "ticket-inspector",
    "LegalCopyright": "© 2026 The Ticket Draft Inspector developers. MIT License.",
    "OriginalFilename": "ticket-inspector.exe",
    "ProductName": "Ticket Draft Inspector",
}


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows compares: `1.2.3rc1` is (1, 2, 3, 0)."""
    found = [int(part) for part in re.match(r"(\d+(?:\.\d+)*)", version)[1].split(".")]  # type: ignore[index]
    return tuple((found + [0] * 4)[:4])  # type: ignore[return-value]


def ranked(version: str) -> str:
    """Four numbers that order versions as PEP 440 does, previews before what they are previews of.

    `1.2.0rc1` is 1.2.0.30001, `1.2.0` is 1.2.0.40000. The installer compares them: NSIS knows only numbers.
    Raises ValueError where the version is not written as PEP 440's normal form.
    """
    told = re.fullmatch(r"[\d.]+(?:(a|b|rc)(\d+))?(?:\.post(\d+))?(?:\.dev(\d+))?", version)
    if told is None:
        raise ValueError(version)
    kind, number, post, dev = told.groups()
    rank = {"a": 10000, "b": 20000, "rc": 30000, None: 40000}[kind] + int(number or 0) + int(post or 0)
    if dev is not None:
        rank = int(dev)
    return ".".join(map(str, (*numbers(version)[:3], rank)))


def text(version: str) -> str:
    """The resource as a file for PyInstaller's EXE(version=…); US English, Unicode."""
    told = TEXTS | {"FileVersion": version, "ProductVersion": version}
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in told.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers(version)}, prodvers={numbers(version)},"
        " mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),"
        f" kids=[StringFileInfo([StringTable('040904B0', [{strings}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
