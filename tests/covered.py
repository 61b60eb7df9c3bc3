"""Whether the tests run enough of the program: `python -m tests.covered FILE`, with what `coverage json` wrote.

Lines and branches are counted together, as coverage does. Ends with a sentence for each floor that does not hold, and
for each file that is no longer whole. CONTRIBUTING tells how the report is made.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLOORS = {"ui, app and smoke, where Qt is": 92.0, "domain, services and all the rest": 97.0}
"""Percent of lines and branches."""
QT = ("inspector/ui/", "inspector/words/", "inspector/reports/", "inspector/app.py", "inspector/smoke.py")
WHOLE = "inspector/domain/"
"""All in here is run to the last branch, as are the files below."""
WHOLE_TOO: tuple[str, ...] = ()


def share(summaries: list[dict[str, Any]]) -> float:
    """Percent of lines and branches that were run."""
    run: int = sum(one["covered_lines"] + one["covered_branches"] for one in summaries)
    everything: int = sum(one["num_statements"] + one["num_branches"] for one in summaries)
    return 100 * run / everything


def faults(files: dict[str, dict[str, Any]]) -> Iterator[str]:
    """What is not as it has to be; prints what is."""
    rooms: dict[str, list[dict[str, Any]]] = {name: [] for name in FLOORS}
    for name, file in files.items():
        with_qt, rest = rooms.values()
        (with_qt if name.startswith(QT) else rest).append(file["summary"])
        whole = name.startswith(WHOLE) or name in WHOLE_TOO
        if whole and (file["missing_lines"] or file["missing_branches"]):
            yield f"{name} was covered whole; now it lacks {file['missing_lines']} {file['missing_branches']}"
    for (name, floor), summaries in zip(FLOORS.items(), rooms.values(), strict=True):
        found = share(summaries)
        print(f"{name}: {found:.1f} % of lines and branches (at least {floor:.0f} %)")
        if found < floor:
            yield f"{name}: {found:.1f} % is too little"


def main(report: str) -> str | int:
    """Check a report; the reason for leaving where something is missing."""
    files = json.loads(Path(report).read_text("utf-8"))["files"]
    found = list(faults({name.replace("\\", "/"): file for name, file in files.items()}))
    return "\n".join(found) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
