"""The benchmark runs; how fast the program is, is no matter of tests."""

from __future__ import annotations

import json

import pytest

from inspector.domain import entity
from tests.benchmarks import __main__ as benchmark
from tests.benchmarks import bodies
from tests.benchmarks.table import at_least, at_most, markdown


@pytest.mark.parametrize("shape", bodies.SHAPES)
def test_a_body_is_a_ticket_of_the_size_asked_for(shape):
    body = bodies.SHAPES[shape](12_000)
    assert bodies._count(json.loads(body)) == pytest.approx(12_000, rel=0.05)
    assert len(body) / 12_000 == pytest.approx(26, rel=0.15)
    assert body.count(bodies.RARE.encode()) == 1
    assert entity.open_ticket(body).root.get("Messages") is not None


def test_rows_tell_held_from_missed():
    rows = [at_most("gap", 0.049, 0.05, "ms"), at_least("factor", 9.5, 10, "×")]
    assert [row.held for row in rows] == [True, False]
    assert "| gap | 49 ms | ≤ 50 ms | held |" in markdown(rows)
    assert "| factor | 9.50 × | ≥ 10 × | **missed** |" in markdown(rows)


def test_one_quick_round(capsys, tmp_path):
    rows = benchmark.main(["--quick", "--raw", str(tmp_path / "raw.json")])
    assert len(rows) == 2 + 2 + 3 + 1 + 1
    assert markdown(rows) in capsys.readouterr().out
    raw = json.loads((tmp_path / "raw.json").read_text())
    window = raw[f"window realistic {benchmark.QUICK}"]
    assert all(gap > 0 for gap in window["gaps"])
    assert [key for key, *_ in window["keys"]] == [
        bodies.RARE[:length] for length in (*range(1, len(bodies.RARE) + 1), 0)
    ]
