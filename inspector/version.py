"""Which version of the program this is."""

from __future__ import annotations

DISTRIBUTION = "ticket-draft-inspector"


def version() -> str:
    """The version of the installed program."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "(not installed)"
