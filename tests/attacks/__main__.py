"""All attacks in their long form: `python -m tests.attacks`; takes hours. Paths and `-k` choose among them."""

from __future__ import annotations

import os
import sys

import pytest

LONG = {
    "ANSWERS": "10000",
    "BODIES": "10000",
    "MUTATED": "1000",
    "FAULTS": "all",
    "KILLS": "200",
    "WALKS": "1000",
}
"""What tests/README.md tells the outcome of; a variable that is set already stays as it is."""
PLACES = (
    *("tests/attacks", "tests/journeys/test_hostile.py", "tests/services/superoffice/test_weather.py"),
    *(
        "tests/services/test_settings.py",
        "tests/services/test_recovery.py",
        "tests/services/test_defaults.py",
    ),
    *("tests/services/superoffice/test_lists.py", "tests/services/superoffice/test_decoding.py"),
    *("tests/journeys/test_weather.py", "tests/journeys/test_cables.py", "tests/journeys/test_recovery.py"),
    *("tests/ui/drafts/test_orders.py"),
)


def main(arguments: list[str]) -> int:
    """Run those that are asked for, or all; the exit code is pytest's."""
    for name, value in LONG.items():
        os.environ.setdefault(name, value)
    chosen = any(argument.startswith("tests/") for argument in arguments)
    return int(pytest.main([*arguments, *(() if chosen else PLACES)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
