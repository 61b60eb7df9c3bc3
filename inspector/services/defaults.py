"""The defaults that saved drafts were made from; a draft's file holds only the draft. Synchronous, for a thread.

They lie with what belongs to this computer alone, under the fingerprint of the file as it was saved: a copy or a
renamed file still finds its default, one that another program has changed does not. A default's own checksum stands in
its name as well: one that was damaged would tell a lie about the draft, so it counts as none.
They hold what drafts hold, no secrets.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path

from inspector.domain.document import Document
from inspector.domain.errors import FileTrouble, InspectorError
from inspector.services import files, settings

MOST = 50
"""Kept at once; the oldest go."""
LARGEST = 4 * 1024 * 1024
"""Bytes; a larger one is not kept. An ordinary default has less than a hundredth of this."""


def keep(fingerprint: str, default: bytes) -> None:
    """Keep the default of the draft in the file with this fingerprint, if that can be done. Raises nothing."""
    if len(default) > LARGEST:
        return
    place = _folder()
    with suppress(OSError, FileTrouble):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.write_draft(place / f"{fingerprint}-{zlib.crc32(default):08x}.json", default, private=True)
        for old in sorted(place.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)


def of(fingerprint: str) -> bytes | None:
    """The default of the draft in the file with this fingerprint; None where it is not known. Raises nothing."""
    with suppress(OSError, InspectorError):
        kept = sorted(_folder().glob(f"{fingerprint}*.json"), key=lambda file: file.stat().st_mtime)
        for file in reversed(kept):
            default = files.read_draft(file)
            _, is_checked, checksum = file.stem.partition("-")
            if not is_checked:  # an earlier version kept it
                Document(default)
            if not is_checked or checksum == f"{zlib.crc32(default):08x}":
                return default
    return None


def _folder() -> Path:
    return settings.data_folder() / "defaults"
