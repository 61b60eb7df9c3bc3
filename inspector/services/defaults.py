"""The defaults that saved drafts were made from; a draft's file holds only the draft. Synchronous, for a thread.

They lie with what belongs to this computer alone, under the fingerprint of the file as it was saved: a copy or a
renamed file still finds its default, one that another program has changed does not.
They hold what drafts hold, no secrets.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from inspector.domain.errors import FileTrouble
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
        files.write_draft(place / f"{fingerprint}.json", default, private=True)
        for old in sorted(place.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)


def of(fingerprint: str) -> bytes | None:
    """The default of the draft in the file with this fingerprint; None where it is not known. Raises nothing."""
    try:
        return files.read_draft(_folder() / f"{fingerprint}.json")
    except FileTrouble:
        return None


def _folder() -> Path:
    return settings.data_folder() / "defaults"
