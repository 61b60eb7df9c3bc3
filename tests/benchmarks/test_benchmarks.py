"""The benchmark runs; how fast the program is, is no matter of tests."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.domain import entity
from tests.benchmarks import __main__ as benchmark
from tests.benchmarks import bodies
from tests.benchmarks.table import at_least, at_most, markdown


@pytest.mark.parametrize("shape", bodies.SHAPES)
def test_a_body_is_a_ticket_of_the_size_asked_for(shape: str) -> None:
    body = bodies.SHAPES[shape](12_000)
    assert bodies._count(json.loads(body)) == pytest.approx(12_000, rel=0.05)
    assert len(body) / 12_000 == pytest.approx(26, rel=0.15)
    assert body.count(bodies.RARE.encode()) == 1
    assert entity.open_ticket(body).root.get("Messages") is not None


def test_rows_tell_held_from_missed() -> None:
    rows = [at_most("gap", 0.049, 0.05, "ms"), replace(at_least("factor", 9.5, 10, "×"), others="3 %")]
    assert [row.held for row in rows] == [True, False]
    assert "| gap | 49 ms | ≤ 50 ms | held |  |" in markdown(rows)
    assert "| factor | 9.50 × | ≥ 10 × | **missed** | 3 % |" in markdown(rows)


ROWS = {"start": 3, "tree": 2, "window": 3, "answer": 1, "memory": 1, "verbs": 53, "faults": 3}
ROWS |= {"hostile": 2, "pieces": 3}


@pytest.mark.parametrize("part", benchmark.PARTS)
def test_one_quick_round(capsys: pytest.CaptureFixture[str], tmp_path: Path, part: str) -> None:
    raw_file = str(tmp_path / "raw.json")
    rows = benchmark.main(["--quick", "--only", part, "--raw", raw_file, "--python", sys.executable])
    assert len(rows) == ROWS[part]
    assert markdown(rows) in capsys.readouterr().out
    raw = json.loads((tmp_path / "raw.json").read_text())
    assert raw
    if part != "window":
        return
    window = raw[f"window realistic {benchmark.QUICK}"]
    assert all(gap > 0 for gap in window["gaps"])
    assert [key for key, *_ in window["keys"]] == [
        bodies.RARE[:length] for length in (*range(1, len(bodies.RARE) + 1), 0)
    ]
