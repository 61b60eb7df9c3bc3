"""Measure how fast the program is, always beside what it is compared with, and print a Markdown table.

    python -m tests.benchmarks [--quick] [--rounds N] [--only PART…] [--python P] [--raw FILE]

- start: from process start to the first painted window, and to the one that can be used, against a bare QMainWindow
  with a QTreeView; in an environment made of what people install (`build/benchmark-environment`, made once);
- tree: from the bytes of a ticket to the painted tree, against `json.loads` and against a filled QTreeWidget;
- window: in the running program, with a server in another process: the longest gap between two ticks of a 5 ms timer
  from asking until the tree is painted and the filter index is built; and from a key press in the Filter to the
  painted result;
- answer: the same for the first thing typed into the Filter right after a fetch, against `json.loads`;
- memory: what the largest ticket adds to the process;
- verbs: everything that can be asked of a ticket with 10,000 properties, from the act to the painted answer, against a
  repaint of the window;
- faults: for how long the window stands still while a server fails in each way, against a fetch that goes well;
- hostile: for how long the window stands still over what is far too long or far too many, against an ordinary ticket;
- pieces: filtering 10,000 entries of a picker, and asking at the start whether the program runs already.

Everything runs in fresh processes, on the screen there is or on one in memory, with settings of its own. The two sides
of a comparison take turns and what is quoted is the median, so a machine whose speed drifts does little harm; one that
is busy with something else does: the last column says which share of it other programs took meanwhile. Nothing here is
a test: a missed target is printed, the exit code stays 0.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks import bodies, children, faults, hostile, lists, machine, start, verbs
from tests.benchmarks.table import Row, at_least, at_most, markdown

SMALL, LARGE = 118_000, 1_200_000
QUICK = 12_000
VERBS, QUICK_VERBS = 10_000, 1_000
"""Properties of the ticket that the verbs are tried on."""
QUICK_HOSTILE = ("a key of 100 kB",)
QUICK_FAULTS = ("status 503", "null", "gzip bomb of 80 MB")
NEEDLES = (bodies.RARE, "e", "Strøm", "invoice", "nothing-like-it")
FIRST = (bodies.RARE, "e", "@empty")
PARTS = ("start", "tree", "window", "answer", "memory", "verbs", "faults", "hostile", "pieces")
WIDGET_SHARE = 10
"""A QTreeWidget of more than SMALL properties is filled from a tenth of them, and its time taken tenfold."""


class Benchmark:
    """One run: where its files lie, how often it repeats, what it found."""

    def __init__(self, home: Path, *, quick: bool, rounds: int, python: str | None = None) -> None:
        self.home, self.rounds, self.python = home, rounds, python
        self.is_quick = quick
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
        """(a) Start to first painted window, and to the window that can be used."""
        python = self.python or start.python_of_people()
        times = self.raw["start"] = start.measure(2 * self.rounds, self.home, python)
        program, bare, furnished = (median(times[side]) for side in ("program", "bare", "furnished"))
        name = "Process start to first painted window, against a bare window"
        note = f" ({1000 * program:.0f} against {1000 * bare:.0f} ms)"
        yield at_most(name, start.ratio(times), 1.25, "×", note)
        yield at_most(
            "… to the furnished window",
            start.ratio(times, "furnished"),
            2.5,
            "×",
            f" ({1000 * furnished:.0f} ms)",
        )
        gaps = times["standstill"]
        note = f" (worst {1000 * max(gaps):.0f} ms)"
        yield at_most("… longest gap in the second after that", median(gaps), 0.05, "ms", note)

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

    def verbs(self) -> Iterator[Row]:
        """(f) Every verb on a ticket of 10,000 properties."""
        tries, properties = (1, QUICK_VERBS) if self.is_quick else (5, VERBS)
        file = self.body("realistic", properties)
        found = self.raw["verbs"] = children.answer("verbs", str(file), str(tries), home=self.home)
        repaint = found.pop(verbs.REPAINT)
        for name, took in found.items():
            note = f" ({1000 * took:.0f} ms; a repaint {1000 * repaint:.0f} ms)"
            yield Row(
                f"{name[:1].upper()}{name[1:]}, {properties:,} properties",
                f"{took / repaint:.1f} ×{note}",
                "≤ 100 ms",
                took <= 0.1,
            )

    def faults(self) -> Iterator[Row]:
        """(g) The longest standstill of the window in bad weather."""
        names = QUICK_FAULTS if self.is_quick else ()
        found = self.raw["faults"] = children.answer("faults", *names, home=self.home)
        fetch = found.pop(faults.FETCH)
        for name, gap in found.items():
            note = f" ({1000 * gap:.0f} ms; a fetch {1000 * fetch:.0f} ms)"
            yield Row(f"Standstill: {name}", f"{gap / fetch:.1f} ×{note}", "≤ 100 ms", gap <= 0.1)

    def hostile(self) -> Iterator[Row]:
        """(h) The longest standstill over what is too long and too many."""
        names = (hostile.ORDINARY, lists.ORDINARY, *QUICK_HOSTILE) if self.is_quick else ()
        found = self.raw["hostile"] = children.answer("hostile", *names, home=self.home)
        collected = found.pop(hostile.COLLECTED)
        ordinary = {name: found.pop(name) for name in (hostile.ORDINARY, lists.ORDINARY)}
        for name, gap in found.items():
            usual = lists.ORDINARY if name in lists.LISTS else hostile.ORDINARY
            note = f" ({1000 * gap:.0f} ms; {usual} {1000 * ordinary[usual]:.0f} ms)"
            yield Row(f"Standstill: {name}", f"{gap / ordinary[usual]:.1f} ×{note}", "≤ 150 ms", gap <= 0.15)
        yield Row(f"The longest standstill for {hostile.COLLECTED}", f"{1000 * collected:.0f} ms")

    def pieces(self) -> Iterator[Row]:
        """(i) Small parts."""
        found = self.raw["pieces"] = children.answer("pieces", str(self.rounds), home=self.home)
        for shape in ("list", "tree"):
            note = f" ({1000 * found[shape]:.0f} ms)"
            yield Row(
                f"Filter 10,000 entries of a {shape}, against a plain look at every text",
                f"{found[shape] / found['plain']:.0f} ×{note}",
                "≤ 100 ms",
                found[shape] <= 0.1,
            )
        note = f" ({1000 * found['claim']:.1f} ms)"
        yield Row(
            "Ask whether the program runs already, against writing a file",
            f"{found['claim'] / found['write']:.1f} ×{note}",
            "≤ 5 ms",
            found["claim"] <= 0.005,
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
    parser.add_argument(
        "--python",
        help="what the start is measured with; without it, an environment of what people install is made in build/",
    )
    parser.add_argument("--raw", type=Path, help="write the seconds of every round into this file, as JSON")
    options = parser.parse_args(arguments)
    print(machine.described())
    with tempfile.TemporaryDirectory(prefix="inspector-benchmark-") as home:
        benchmark = Benchmark(
            Path(home),
            quick=options.quick,
            rounds=1 if options.quick else options.rounds,
            python=options.python,
        )
        rows: list[Row] = []
        for part in options.only:
            print(f"measuring {part} …", file=sys.stderr, flush=True)
            others = machine.Others()
            found = list(getattr(benchmark, part)())
            rows += [replace(row, others=others.share()) for row in found]
        if options.raw:
            options.raw.write_text(json.dumps(benchmark.raw, indent=1))
    print(markdown(rows))
    if options.quick:
        print("A quick round proves that all of it runs; the targets are meant for the large tickets.")
    return rows


if __name__ == "__main__":
    main()
