"""Measure how fast the program is, always beside what it is compared with, and print a Markdown table.

    python -m tests.benchmarks [--quick] [--rounds N] [--only start tree window answer memory] [--raw FILE]

- start: from process start to the first painted window, against a bare QMainWindow with a QTreeView;
- tree: from the bytes of a ticket to the painted tree, against `json.loads` and against a filled QTreeWidget;
- window: in the running program, with a server in another process: the longest gap between two ticks of a 5 ms timer
  from asking until the tree is painted and the filter index is built; and from a key press in the Filter to the
  painted result;
- answer: the same for the first thing typed into the Filter right after a fetch, against `json.loads`;
- memory: what the largest ticket adds to the process.

Everything runs in fresh processes, on the screen there is or on one in memory, with settings of its own. The two sides
of a comparison take turns and what is quoted is the median, so a machine whose speed drifts does little harm; one that
is busy with something else does. Nothing here is a test: a missed target is printed, the exit code stays 0.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks import bodies, children, start
from tests.benchmarks.table import Row, at_least, at_most, markdown

SMALL, LARGE = 118_000, 1_200_000
QUICK = 12_000
NEEDLES = (bodies.RARE, "e", "Strøm", "invoice", "nothing-like-it")
FIRST = (bodies.RARE, "e", "@empty")
PARTS = ("start", "tree", "window", "answer", "memory")
WIDGET_SHARE = 10
"""A QTreeWidget of more than SMALL properties is filled from a tenth of them, and its time taken tenfold."""


class Benchmark:
    """One run: where its files lie, how often it repeats, what it found."""

    def __init__(self, home: Path, *, quick: bool, rounds: int) -> None:
        self.home, self.rounds = home, rounds
        self.sizes = (QUICK,) if quick else (SMALL, LARGE)
        self.shapes = ("realistic",) if quick else tuple(bodies.SHAPES)
        self.needles = NEEDLES[:1] if quick else NEEDLES
        self.first = FIRST[:1] if quick else FIRST
        self.raw: dict[str, Any] = {}
        self._files: dict[tuple[str, int], Path] = {}

    def body(self, shape: str, properties: int) -> Path:
        """The file of a ticket, made at first use."""
        key = (shape, properties)
        if key not in self._files:
            self._files[key] = self.home / f"{shape}-{properties}.json"
            self._files[key].write_bytes(bodies.SHAPES[shape](properties))
        return self._files[key]

    def cases(self) -> Iterator[tuple[str, int, Path, str]]:
        """Every kind of ticket in every size: shape, properties, file, a name for the table."""
        for properties in self.sizes:
            for shape in self.shapes:
                file = self.body(shape, properties)
                name = f"{properties:,} properties, {file.stat().st_size / 1e6:.1f} MB"
                yield shape, properties, file, name + (", one flat dictionary" if shape == "flat" else "")

    def start(self) -> Iterator[Row]:
        """(a) Start to first painted window."""
        times = self.raw["start"] = start.measure(2 * self.rounds, self.home)
        program, bare, furnished = (median(times[side]) for side in ("program", "bare", "furnished"))
        name = "Process start to first painted window, against a bare window"
        note = f" ({1000 * program:.0f} against {1000 * bare:.0f} ms)"
        yield at_most(name, start.ratio(times), 1.3, "×", note)
        yield Row(
            "… to the furnished window",
            f"{start.ratio(times, 'furnished'):.2f} × ({1000 * furnished:.0f} ms)",
        )

    def tree(self) -> Iterator[Row]:
        """(b) Bytes to painted tree."""
        for shape, properties, file, name in self.cases():
            share = WIDGET_SHARE if properties > SMALL else 1
            times = children.answer("tree", str(file), str(self.rounds), str(share), home=self.home)
            self.raw[f"tree {shape} {properties}"] = times
            ours, loads, widget = (median(times[side]) for side in ("ours", "json", "widget"))
            note = f" ({1000 * ours:.0f} against {1000 * loads:.0f} ms)"
            yield at_most(f"Bytes to painted tree, against json.loads: {name}", ours / loads, 3, "×", note)
            note = f" ({1000 * widget:.0f} ms{', reckoned from a tenth' if share > 1 else ''})"
            yield at_least(f"… faster than a filled QTreeWidget: {name}", widget / ours, 10, "×", note)

    def window(self) -> Iterator[Row]:
        """(c) Longest gap while fetching, (d) Filter."""
        for shape, properties, file, name in self.cases():
            small = properties <= SMALL
            found = self._running(file, self.rounds, self.needles if small else ())
            self.raw[f"window {shape} {properties}"] = found
            gaps, limit = found["gaps"], 0.05 if small else 0.15
            note = f" (first {1000 * gaps[0]:.0f}, worst {1000 * max(gaps):.0f} ms)"
            yield at_most(
                f"Longest gap between GUI ticks in a fetch: {name}", median(gaps), limit, "ms", note
            )
            if keys := found["keys"]:
                yield from _filter_rows(keys, name)

    def answer(self) -> Iterator[Row]:
        """(d) Filter, before anything was looked through."""
        for shape, properties, file, name in self.cases():
            for text in self.first:
                found = [self._first_answer(file, text) for _ in range(self.rounds)]
                self.raw[f"answer {shape} {properties} {text}"] = found
                took, loads, gap = (median(one[side] for one in found) for side in ("answer", "loads", "gap"))
                note = f" ({took / loads:.1f} times json.loads; longest gap {1000 * gap:.0f} ms)"
                target = 0.2 if properties <= SMALL else 1
                yield at_most(f"Filter right after a fetch, “{text}”: {name}", took, target, "ms", note)

    def _first_answer(self, file: Path, text: str) -> dict[str, float]:
        with children.started("server", str(file), home=self.home) as server:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            found: dict[str, float] = children.answer("first_answer", url, str(file), text, home=self.home)
            return found

    def memory(self) -> Iterator[Row]:
        """(e) Memory of the largest ticket, as a multiple of its file."""
        for shape, properties, file, name in self.cases():
            if properties == self.sizes[-1]:
                found = self._running(file, 1, ())["memory"]
                self.raw[f"memory {shape} {properties}"] = found
                before, painted, indexed, peak = found
                size = file.stat().st_size
                note = f" (painted {(painted - before) / size:.1f}, peak {(peak - before) / size:.1f})"
                yield at_most(
                    f"Memory with filter index, in files: {name}", (indexed - before) / size, 10, "×", note
                )

    def _running(self, file: Path, fetches: int, needles: tuple[str, ...]) -> dict[str, Any]:
        with children.started("server", str(file), home=self.home) as server:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            found: dict[str, Any] = children.answer("running", url, str(fetches), *needles, home=self.home)
            return found


def _filter_rows(keys: list[tuple[str, float, float]], name: str) -> Iterator[Row]:
    slowest = max(keys, key=lambda key: key[1])
    typical = median(took for _, took, _ in keys)
    note = f" (“{slowest[0]}”; median of {len(keys)} keys {1000 * typical:.0f} ms)"
    yield at_most(f"Filter, key press to painted result, slowest key: {name}", slowest[1], 0.1, "ms", note)
    yield at_most(f"… longest gap between GUI ticks: {name}", max(gap for *_, gap in keys), 0.05, "ms")


def main(arguments: list[str] | None = None) -> list[Row]:
    """Run what was asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"one round each, with {QUICK:,} properties")
    parser.add_argument("--rounds", type=int, default=5, help="how often each measure is repeated")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="some of the measures")
    parser.add_argument("--raw", type=Path, help="write the seconds of every round into this file, as JSON")
    options = parser.parse_args(arguments)
    print(
        f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}, "
        f"Qt platform {children.screen()}"
    )
    with tempfile.TemporaryDirectory(prefix="inspector-benchmark-") as home:
        benchmark = Benchmark(Path(home), quick=options.quick, rounds=1 if options.quick else options.rounds)
        rows = []
        for part in options.only:
            print(f"measuring {part} …", file=sys.stderr, flush=True)
            rows += list(getattr(benchmark, part)())
        if options.raw:
            options.raw.write_text(json.dumps(benchmark.raw, indent=1))
    print(markdown(rows))
    if options.quick:
        print("A quick round proves that all of it runs; the targets are meant for the large tickets.")
    return rows


if __name__ == "__main__":
    main()
