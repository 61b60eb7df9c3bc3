"""What a saved draft was made from is found again, and never gets in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspector.services import defaults
from tests.mutated import MUTATED, mutated


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
        (file,) = place.glob(f"{number:04}-*.json")
        os.utime(file, (number, number))
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


def test_one_that_was_damaged_is_none_and_stays(place: Path) -> None:
    whole = b'{"TicketId":0,"Title":"Hei","OwnedBy":null}'
    for number in range(MUTATED):
        defaults.keep("ab12", whole)
        (file,) = place.iterdir()
        file.write_bytes(damaged := mutated(whole, number))
        assert defaults.of("ab12") == (whole if damaged == whole else None)
        assert file.read_bytes() == damaged


def test_the_latest_that_is_whole_counts(place: Path) -> None:
    for number, default in enumerate((b"{}", b'{"A":1}', b'{"A":2}'), 1):
        defaults.keep("ab12", default)
        os.utime(max(place.iterdir(), key=lambda file: file.stat().st_mtime), (number, number))
    assert defaults.of("ab12") == b'{"A":2}'
    next(file for file in place.iterdir() if file.stat().st_mtime == 3).write_bytes(b'{"A":3}')
    assert defaults.of("ab12") == b'{"A":1}'


@pytest.mark.parametrize(("written", "read"), [(b'{"A":1}', b'{"A":1}'), (b'{"A":', None), (b"", None)])
def test_one_that_an_earlier_version_kept_is_read_if_it_is_json(
    place: Path, written: bytes, read: bytes | None
) -> None:
    place.mkdir()
    (place / "ab12.json").write_bytes(written)
    assert defaults.of("ab12") == read
