"""Whether a packed program is on screen as soon as from source: `python -m tests.benchmarks.packed PROGRAM`.

Needs a screen. Both are started in turn; what counts is the median of the ratios of neighbouring runs. The target is 1:
no slower than from source. Nothing fails where it is missed, as with all that is measured.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from inspector.app import PAINTED
from tests.benchmarks import machine
from tests.benchmarks.children import environment

ROUNDS = 15


def painted(command: list[str], home: Path) -> float:
    """Seconds from the start of the process to its first painted window."""
    began = perf_counter()
    arguments = ["--new-instance", "--log-level", "debug"]
    with subprocess.Popen(  # noqa: S603 - ours
        [*command, *arguments], stderr=subprocess.PIPE, text=True, env=environment(home)
    ) as process:
        assert process.stderr is not None
        try:
            if not any(PAINTED in line for line in process.stderr):
                raise RuntimeError(f"{command} was not painted")
            return perf_counter() - began
        finally:
            process.kill()


def main(program: str) -> None:
    """Measure and tell."""
    source = [sys.executable, "-m", "inspector"]
    others = machine.Others()
    with tempfile.TemporaryDirectory() as home:
        for command in ([program], source):
            painted(command, Path(home))  # the disk and the byte code are warm from here on
        times = [(painted([program], Path(home)), painted(source, Path(home))) for _ in range(ROUNDS)]
    packed, unpacked = (statistics.median(side) for side in zip(*times, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in times)
    print(f"{machine.described()}; other programs took {others.share() or 'nobody knows what'} of it")
    print(
        f"Start to first painted window: {packed:.2f} s, from source {unpacked:.2f} s; {ratio:.2f} × (target 1)"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
