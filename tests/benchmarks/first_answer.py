"""The Filter's first answer right after a fetch, when nothing in the ticket was looked through yet.

A process of its own: `python -m tests.benchmarks.first_answer URL FILE TEXT` starts the program, signs in to URL, which
fetches FILE's ticket, puts TEXT into the Filter once the tree is painted, and prints as JSON: `answer` (seconds from
there to the painted result), `gap` (longest gap meanwhile), `loads` (seconds that json.loads takes for FILE).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks.running import Figures, Watch, key_press, run, sign_in, until


async def measure(workspace: Any, url: str, file: Path, text: str) -> Figures:
    """All figures of one run."""
    from tests.benchmarks.painting import Painting

    watch, painting = Watch(), Painting(workspace.window.tree)
    await sign_in(workspace, url)
    await until(lambda: workspace.bench.ticket.document is not None)
    painting.forget()
    await until(lambda: painting.painted)
    _, took, gap = await key_press(workspace, watch, lambda: workspace.window.filter_box.setText(text))
    return {"answer": took, "gap": gap, "loads": loads(file)}


def loads(file: Path) -> float:
    """Seconds that json.loads takes: the least of three."""
    body, took = file.read_bytes(), []
    for _ in range(3):
        began = perf_counter()
        json.loads(body)
        took.append(perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    URL, FILE, TEXT = sys.argv[1:]
    run(lambda workspace: measure(workspace, URL, Path(FILE), TEXT))
