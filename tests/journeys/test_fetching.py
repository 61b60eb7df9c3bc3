"""Fetching again: with unsaved changes, impatiently, slowly, in vain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QTableView
from starlette.applications import Starlette

from inspector.domain.document import Node
from inspector.ui.details.pane import DetailsPane
from tests.journeys.program import Program
from tests.journeys.recorded import Recorded


async def test_unsaved_changes_are_asked_about(
    signed_in: Program, recorded: Recorded, tmp_path: Path
) -> None:
    await signed_in.edit("Title", "Mine")
    before = len(recorded.fetches())

    await signed_in.press("F5")
    await signed_in.reads("“New ticket” has one change that is not saved")
    signed_in.shoot("question")
    await signed_in.answer("Cancel")
    await signed_in.gone()
    assert signed_in.value("Title") == "Mine"
    assert len(recorded.fetches()) == before

    await signed_in.click("Fetch defaults")
    await signed_in.answer("Discard and Fetch")
    await signed_in.until(lambda: signed_in.value("Title") == "empty", "the defaults")
    assert not signed_in.title.startswith("*")

    await signed_in.edit("Title", "Kept")
    await signed_in.press("F5")
    await signed_in.answer("Save and Fetch")
    await signed_in.give_path(tmp_path / "kept.json")
    await signed_in.until(lambda: signed_in.value("Title") == "empty", "the defaults")
    assert json.loads((tmp_path / "kept.json").read_bytes())["Title"] == "Kept"


async def test_a_picker_asks_too_and_goes_back_if_the_answer_is_cancel(signed_in: Program) -> None:
    await signed_in.edit("Title", "Mine")
    await signed_in.pick("Language", "German (de)")
    await signed_in.answer("Cancel")
    await signed_in.gone()
    assert (await signed_in.control("Language", QComboBox)).currentText() == "English (en)"
    assert signed_in.value("Title") == "Mine"


async def test_texts_in_all_languages_are_shown_in_one_that_is_offered(
    signed_in: Program, recorded: Recorded
) -> None:
    await signed_in.pick("Language", "As server")
    await signed_in.reads("came in all languages; English is shown")
    signed_in.shoot("untranslated")
    assert signed_in.value("Priority") == "Medium"
    assert signed_in.ticket()["Priority"]["Name"].startswith('US:"Medium";NO:"')
    await signed_in.pick("Language", "Untranslated (*)")
    await signed_in.until(
        lambda: signed_in.value("Priority").startswith('US:"Medium";NO:"'), "texts as stored"
    )
    assert not signed_in.says("came in all languages")
    await signed_in.pick("Language", "As server")
    await signed_in.reads("came in all languages")
    await signed_in.click("Use English")
    await signed_in.until(lambda: recorded.fetches()[-1]["so-language"] == "en", "a fetch in English")
    await signed_in.filled()
    assert (await signed_in.control("Language", QComboBox)).currentText() == "English (en)"
    assert not signed_in.says("came in all languages")


async def test_f5_fifty_times(signed_in: Program, recorded: Recorded, tenant: Starlette) -> None:
    tenant.state.weather.delay = 0.02
    before = len(recorded.fetches())
    await signed_in.press("F5", times=50)
    await signed_in.filled()
    await signed_in.reads("^Fetched ")
    assert 1 <= len(recorded.fetches()) - before < 50
    assert signed_in.value("Title") == "empty"
    tenant.state.weather.delay = 0
    await signed_in.edit("Title", "Still alive")
    assert signed_in.value("Title") == "Still alive"


async def test_cancelling_a_slow_fetch_keeps_what_is_shown(signed_in: Program, tenant: Starlette) -> None:
    tenant.state.weather.delay = 30
    served = signed_in.rows()
    await signed_in.press("F5")
    await signed_in.reads(r"^Fetching… \d")
    signed_in.shoot("fetching")
    assert signed_in.rows() == served
    await signed_in.click("Cancel")
    await signed_in.reads("^Cancelled; what you see was fetched earlier")
    assert signed_in.rows() == served
    await signed_in.edit("Title", "Mine")
    assert signed_in.value("Title") == "Mine"


async def test_a_late_answer_never_overwrites_a_newer_one(signed_in: Program, recorded: Recorded) -> None:
    recorded.held = "de"
    await signed_in.pick("Language", "German (de)")
    await signed_in.until(lambda: recorded.fetches()[-1]["so-language"] == "de", "the German fetch")
    await signed_in.pick("Language", "Swedish (sv)")
    await signed_in.until(lambda: signed_in.value("Priority") == "Medel", "the Swedish defaults")
    recorded.release.set()
    await signed_in.until(lambda: "de" in recorded.answered, "the end of the German fetch")
    await signed_in.press("F5")
    await signed_in.until(lambda: recorded.answered.count("sv") == 2, "another Swedish fetch")
    await signed_in.filled()
    assert signed_in.value("Priority") == "Medel"
    assert signed_in.says("Swedish")
    assert not signed_in.says("German")


async def test_nothing_can_be_edited_that_an_answer_would_sweep_away(
    signed_in: Program, tenant: Starlette
) -> None:
    await signed_in.edit("Title", "Mine")
    tenant.state.weather.delay = 30
    await signed_in.press("F5")
    await signed_in.answer("Discard and Fetch")
    await signed_in.reads(r"^Fetching… \d")
    await signed_in.press("Ctrl+Z")
    await signed_in.select("Title")
    await signed_in.press("Delete")
    assert signed_in.value("Title") == "Mine"
    await signed_in.click("Cancel")
    await signed_in.reads("^Cancelled")
    await signed_in.press("Ctrl+Z")
    assert signed_in.value("Title") == "empty"


async def test_a_failed_fetch_says_so_and_keeps_what_is_shown(signed_in: Program, tenant: Starlette) -> None:
    tenant.state.weather.status = 503
    await signed_in.press("F5")
    await signed_in.reads("could not be fetched.*not available just now")
    signed_in.shoot("failed")
    assert signed_in.value("OwnedBy") == "Tim Høyland"
    tenant.state.weather.status = None
    await signed_in.press("F5")
    await signed_in.until(lambda: not signed_in.says("could not be fetched"), "the end of the notice")
    await signed_in.reads("^Fetched ")


@pytest.mark.parametrize("shape", ["html", "null", "not_json", "message"])
async def test_answers_that_are_not_a_ticket(signed_in: Program, tenant: Starlette, shape: str) -> None:
    tenant.state.weather = type(tenant.state.weather).forecast(fail=shape)
    await signed_in.press("F5")
    await signed_in.reads("The defaults could not be fetched. .")
    assert signed_in.value("OwnedBy") == "Tim Høyland"


async def test_what_is_being_typed_is_not_lost(signed_in: Program, tmp_path: Path) -> None:
    """A value whose editor is still open counts: for saving, and for the question before fetching."""
    draft = tmp_path / "draft.json"
    await signed_in.press("Ctrl+S")
    await signed_in.give_path(draft)
    await signed_in.reads("^Saved ")

    await signed_in.edit("Title", "Half typed", end="Ctrl+S")
    await signed_in.until(lambda: b"Half typed" in draft.read_bytes(), "the text in the file")

    await signed_in.edit("Title", "Typed again", end="F5")
    await signed_in.answer("Cancel")
    assert signed_in.value("Title") == "Typed again"


async def test_the_request_log_tells_what_was_asked(program: Program) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    await program.menu("View", "Request Log")
    table = await program.control("Requests", QTableView)
    await program.until(lambda: table.model().rowCount() >= 4, "the sign-in and the fetch")
    addresses = [table.model().index(row, 2).data() for row in range(table.model().rowCount())]
    assert any(address.endswith("CreateDefaultTicketEntity") for address in addresses)
    before = table.model().rowCount()
    await program.press("F5")
    await program.until(lambda: table.model().rowCount() > before, "one more")
    program.shoot("request-log")
    await program.menu("View", "Request Log")
    await program.until(lambda: not table.isVisible(), "no log")


async def test_details_are_told_once_of_all_that_a_fetch_changes(
    demo: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    await demo.rest()
    told: list[object] = []
    show = DetailsPane.show_node

    def counted(pane: DetailsPane, node: Node | None, *, unlocked: bool = False) -> None:
        told.append(node)
        show(pane, node, unlocked=unlocked)

    monkeypatch.setattr(DetailsPane, "show_node", counted)
    before = demo._workspace.bench.ticket.document
    await demo.press("F5")
    await demo.until(lambda: demo._workspace.bench.ticket.document is not before, "the answer")
    await demo.rest()
    await demo.until(lambda: told, "the story")
    assert len(told) == 1
