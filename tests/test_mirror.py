"""The tests stand where the code stands: each file is named after the module that it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("ui", "words", "reports", "services", "domain", "demo")
OTHERWISE = {
    "demo/test_official_client.py": "demo/__main__.py",
    "demo/test_serving.py": "demo/__main__.py",
    "ui/drafts/test_orders.py": "ui/drafts/drafts.py",
    "services/superoffice/test_demo.py": "services/superoffice/client.py",
    "services/superoffice/test_weather.py": "services/superoffice/client.py",
}
"""Those that are called by what happens, and the module that it happens to."""


def files_of(floor: str) -> list[str]:
    """The tests of a floor, by their path below tests/."""
    tests = ROOT / "tests"
    return sorted(file.relative_to(tests).as_posix() for file in (tests / floor).rglob("test_*.py"))


def module_of(file: str) -> str:
    folder, _, name = file.rpartition("/")
    return OTHERWISE.get(file, f"{folder}/{name.removeprefix('test_')}")


@pytest.mark.parametrize("floor", FLOORS)
def test_each_file_of_tests_is_named_after_a_module(floor: str) -> None:
    found = files_of(floor)
    assert found
    assert [file for file in found if not (ROOT / "inspector" / module_of(file)).is_file()] == []


def test_no_exception_is_left_over() -> None:
    assert OTHERWISE.keys() <= {file for floor in FLOORS for file in files_of(floor)}
