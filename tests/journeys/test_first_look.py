"""What a new user sees: readable names in groups, with those of the API one key away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.journeys.program import Program, Start


@pytest.fixture
def served_names() -> None:
    """Nobody has chosen anything yet."""


def names_in_groups(program: Program) -> dict[str, list[tuple[str, str | None]]]:
    """By heading: the accessible name and description of each row below it."""
    model = program._tree().model()
    roles = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole
    found = {}
    for row in range(model.rowCount()):
        heading = model.index(row, 0)
        below = [model.index(inner, 0, heading) for inner in range(model.rowCount(heading))]
        found[heading.data()] = [(index.data(roles[0]), index.data(roles[1])) for index in below]
    return found


async def begun(program: Program) -> Program:
    """At the demo tenant, with its defaults on screen."""
    await program.menu("Connection", "Try the Demo Tenant")
    await program.until(lambda: "People" in program.names(), "the groups")
    await program.rest()
    return program


async def test_a_new_user_reads_everyday_names_in_groups(program: Program) -> None:
    await begun(program)
    assert ("Owner", "OwnedBy") in names_in_groups(program)["People"]


async def test_api_names_are_a_key_away_and_stay_for_the_next_start(start: Start) -> None:
    program = await begun(await start())
    await program.press("Ctrl+Shift+A")
    assert ("OwnedBy", None) in names_in_groups(program)["People"]
    await program.press("Ctrl+Shift+G")
    assert "OwnedBy" in program.names()
    again = await start()
    await again.menu("Connection", "Try the Demo Tenant")
    await again.filled()
    assert "OwnedBy" in again.names()
