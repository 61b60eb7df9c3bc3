"""What a saved draft was made from is found again, and never gets in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspector.services import defaults


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path))
    return tmp_path / "defaults"


def test_it_is_kept_byte_for_byte() -> None:
    defaults.keep("ab12", b'{"A": 1.0}')
    assert defaults.of("ab12") == b'{"A": 1.0}'
    assert defaults.of("cd34") is None


def test_the_oldest_go(place: Path) -> None:
    for number in range(defaults.MOST + 3):
        defaults.keep(f"{number:04}", b"{}")
        os.utime(place / f"{number:04}.json", (number, number))
    defaults.keep("last", b"{}")
    assert len(list(place.iterdir())) == defaults.MOST
    assert defaults.of("0003") is None
    assert defaults.of("0004") is not None
    assert defaults.of("last") == b"{}"


def test_what_is_far_too_large_is_not_kept() -> None:
    defaults.keep("ab12", b" " * (defaults.LARGEST + 1))
    assert defaults.of("ab12") is None


def test_where_nothing_can_be_kept_nothing_happens(place: Path) -> None:
    place.write_text("a file where the folder should be")
    defaults.keep("ab12", b"{}")
    assert defaults.of("ab12") is None
