"""The Filter's first answer right after a fetch, when nothing of the ticket was looked through yet.

A process of its own: `python -m tests.benchmarks.first_answer URL FILE TEXT` starts the program, signs in to URL, which
fetches FILE's ticket, puts TEXT into the Filter as soon as the tree is painted, and prints as JSON: `answer` (seconds
from there to the painted result), `gap` (longest gap meanwhile), `json` (seconds that json.loads takes for the same
bytes).
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tests.benchmarks.running import Figures, Watch, key_press, run, sign_in, until


async def measure(workspace: Any, url: str, file: Path, text: str) -> Figures:
    """All figures of one run."""
    from tests.benchmarks.painting import Painting

    watch, painting = Watch(), Painting(workspace.window.tree)
    await sign_in(workspace, url)
    await until(lambda: workspace.model.document is not None)
    painting.forget()
    await until(lambda: painting.painted)
    _, took, gap = await key_press(workspace, watch, lambda: workspace.window.filter_box.setText(text))
    hits = workspace.window.count.text()
    await asyncio.sleep(0)
    return {
        "answer": took,
        "gap": gap,
        "hits": hits,
        "json": median(loads(file.read_bytes()) for _ in range(3)),
    }


def loads(body: bytes) -> float:
    """Seconds that json.loads takes."""
    began = perf_counter()
    json.loads(body)
    return perf_counter() - began


if __name__ == "__main__":
    url, file, text = sys.argv[1:]
    run(lambda workspace: measure(workspace, url, Path(file), text))
