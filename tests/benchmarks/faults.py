"""For how long the window stands still while a server fails in each way of the table (see tests/faults.py).

A process of its own: `python -m tests.benchmarks.faults [NAME…]` signs in to a server, switches on one fault after the
other, and prints the longest standstill of each in seconds, as JSON by its name. `a fetch` is what they are compared
with: the same with no fault at all.
"""

from __future__ import annotations

import sys

import httpx

from inspector.services.superoffice import retrying, wire
from tests.benchmarks.visiting import longest_gap, rest, visit
from tests.faults import FAULTS, Weather
from tests.journeys.program import Program
from tests.services.faulty import serving

FETCH = "a fetch"


async def measure(program: Program) -> dict[str, float]:
    """The faults that the arguments name, or all."""
    retrying.PAUSES = (0.01, 0.02)
    wire.TIMEOUT = httpx.Timeout(1.0)
    weather = Weather()

    async def fetch() -> None:
        await program.press("F5")
        await program.until(lambda: program._workspace.bench.ticket.is_stale, "a fetch")
        await rest(program)

    with serving(weather.reply) as place:
        await program.sign_in(place.root, "tom", "hemmelig")
        await program.filled()
        found = {FETCH: min([await longest_gap(fetch()) for _ in range(5)])}
        for name in sys.argv[1:] or FAULTS:
            weather.fault = FAULTS[name]
            found[name] = await longest_gap(fetch())
            weather.fault = None
            await fetch()
    return found


if __name__ == "__main__":
    visit(measure)
