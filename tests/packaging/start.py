"""Whether a packed program is on screen as soon as from source: `python -m tests.packaging.start PROGRAM`, on a screen.

Both are started in turn; what counts is the median of the ratios of neighbouring runs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from inspector.app import PAINTED
from tests.benchmarks.children import environment

ROUNDS = 15
MOST = 1.1
"""Times as long as from source: no slower, but for what a machine's timings vary by.

Measured in November 2026: 0.92 to 0.96 with a Python whose library is a file of its own, as in the packed program; 1.01
to 1.07 with Debian's own, which has it built in and is quicker from source.
"""


def painted(command: list[str], home: Path) -> float:
    """Seconds from the start of the process to its first painted window."""
    began = perf_counter()
    arguments = ["--new-instance", "--log-level", "debug"]
    with subprocess.Popen(
        [*command, *arguments], stderr=subprocess.PIPE, text=True, env=environment(home)
    ) as process:
        assert process.stderr is not None
        try:
            if not any(PAINTED in line for line in process.stderr):
                raise RuntimeError(f"{command} was not painted")
            return perf_counter() - began
        finally:
            process.kill()


def main(program: str) -> str | int:
    """Measure and tell. Returns what to exit with: 0, or a reason where it is slower."""
    source = [sys.executable, "-m", "inspector"]
    with tempfile.TemporaryDirectory() as home:
        for command in ([program], source):
            painted(command, Path(home))  # the disk and the byte code are warm from here on
        times = [(painted([program], Path(home)), painted(source, Path(home))) for _ in range(ROUNDS)]
    packed, unpacked = (statistics.median(side) for side in zip(*times, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in times)
    print(
        f"Start to first painted window: {packed:.2f} s, from source {unpacked:.2f} s; {ratio:.2f} times as long"
    )
    return 0 if ratio <= MOST else f"It is slower than from source (at most {MOST} times)."


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
