"""Processes that coverage keeps out of: it imports what they are not to import."""

from __future__ import annotations

import os


def environment() -> dict[str, str]:
    """This process's, without the variables by which coverage counts in its children too."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
