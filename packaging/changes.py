"""The part of CHANGELOG.md that is about one version: `python packaging/changes.py VERSION`, for a release's page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def about(version: str, text: str) -> str:
    """What stands under `## VERSION`, up to the next heading of its kind. Raises LookupError where there is none."""
    found = re.search(
        rf"^## \[?v?{re.escape(version)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    if found is None or not found[1].strip():
        raise LookupError(version)
    return found[1].strip() + "\n"


if __name__ == "__main__":
    try:
        print(about(sys.argv[1], CHANGELOG.read_text("utf-8")), end="")
    except LookupError:
        sys.exit(f"CHANGELOG.md says nothing about {sys.argv[1]}: give it a heading of its own.")
