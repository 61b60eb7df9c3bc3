"""The part of CHANGELOG.md that is about one version: `python packaging/changes.py VERSION`, for a release's page.

`python packaging/changes.py --tag TAG` also refuses a tag that does not match the version in pyproject.toml.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHANGELOG = ROOT / "CHANGELOG.md"


def about(version: str, text: str) -> str:
    """What is under `## VERSION`, up to the next heading of its kind. Raises LookupError where there is none."""
    found = re.search(
        rf"^## \[?v?{re.escape(version)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    if found is None or not found[1].strip():
        raise LookupError(version)
    return found[1].strip() + "\n"


def of_tag(tag: str) -> str:
    """The version that a tag names. Exits where pyproject.toml has another one."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if tag != f"v{version}":
        sys.exit(f"The tag {tag} is not that of version {version} in pyproject.toml.")
    return str(version)


if __name__ == "__main__":
    version = of_tag(sys.argv[2]) if sys.argv[1] == "--tag" else sys.argv[1]
    try:
        print(about(version, CHANGELOG.read_text("utf-8")), end="")
    except LookupError:
        sys.exit(f"CHANGELOG.md says nothing about {version}: give it a heading of its own.")
