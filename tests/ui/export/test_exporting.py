"""Exporting, on a bench: what is written, where it is asked to go, and what is said of it."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.domain import patches
from inspector.domain.context import RequestContext
from inspector.services.settings import Connection
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.export import exporting as exporting_module
from inspector.ui.export.exporting import Exporting
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import Told, asked, give_path, press
from tests.waiting import until


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    made = QMenu()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def exporting(bench: Bench, menu: QMenu, draft: Draft, qtbot: QtBot) -> Exporting:
    """Of a ticket with a postit that was changed."""
    window = QWidget()
    qtbot.addWidget(window)
    bench.ticket.show(draft('"Title": "Printer on fire", "Postit": "x"'), Source("file"))
    change(bench, b'"y"')
    return Exporting(bench, window, menu)


def change(bench: Bench, piece: bytes) -> None:
    bench.ticket.set_raw(present(present(bench.ticket.document).find(("Postit",))), piece, "")


async def ended(bench: Bench) -> None:
    """Wait until it was asked where to, and written."""
    await bench.tasks.finish("ask where to export")
    await until(
        lambda: not bench.tasks.is_running(*(f"export {number}" for number in range(9))), "the export"
    )


async def export(bench: Bench, menu: QMenu, entry: str, path: Path) -> None:
    """Choose that entry of the menu, and that place."""
    (action,) = (one for one in menu.actions() if one.text().startswith(entry))
    action.trigger()
    await give_path(path)
    await ended(bench)


async def test_what_is_typed_is_exported_too(
    bench: Bench, exporting: Exporting, menu: QMenu, tmp_path: Path, told: Told
) -> None:
    bench.ticket.typed_wanted.connect(lambda: change(bench, b'"typed"'))
    path = tmp_path / "patch.json"
    await export(bench, menu, "Changes as JSON Patch", path)
    assert {"op": "replace", "path": "/Postit", "value": "typed"} in json.loads(path.read_bytes())
    assert told.doings[-1] == f"Exported {path}"


async def test_a_merge_patch_tells_what_it_cannot_say(
    bench: Bench, exporting: Exporting, menu: QMenu, tmp_path: Path, told: Told
) -> None:
    change(bench, b"null")
    await export(bench, menu, "Changes as Merge Patch", tmp_path / "merge.json")
    assert len(told.notices) == 1
    assert "it leaves out: Postit" in told.notices[0].replace("/", "")


async def test_a_merge_patch_is_made_once_and_not_by_the_thread_that_paints(
    bench: Bench, exporting: Exporting, menu: QMenu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To make one takes as long as the draft is large."""
    made_in: list[threading.Thread] = []
    make = patches.merge_patch

    def watched(*given: Any) -> tuple[bytes, list[str]]:
        made_in.append(threading.current_thread())
        return make(*given)

    monkeypatch.setattr(patches, "merge_patch", watched)
    change(bench, b"null")
    await export(bench, menu, "Changes as Merge Patch", tmp_path / "merge.json")
    assert len(made_in) == 1
    assert made_in[0] is not threading.main_thread()


async def test_requests_go_to_where_the_ticket_is_from(
    bench: Bench, exporting: Exporting, menu: QMenu, tmp_path: Path, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    bench.ticket.show(draft(), signed.source(RequestContext("en")))
    path = tmp_path / "requests.sh"
    await export(bench, menu, "Requests for curl", path)
    assert "https://demo.invalid/SuperOffice/api/v1/" in path.read_text("utf-8")
    bench.ticket.show(draft(), Source("server", connection=Connection("lab", "Lab")))
    path.unlink()
    await export(bench, menu, "Requests for curl", path)
    assert "demo.invalid" not in path.read_text("utf-8")


async def test_whoever_asked_is_masked_too(
    bench: Bench, exporting: Exporting, menu: QMenu, tmp_path: Path, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    bench.ticket.show(draft(), signed.source(RequestContext("en")))
    path = tmp_path / "portrait.md"
    await export(bench, menu, "Portrait as Markdown", path)
    assert signed.user in path.read_text("utf-8")
    path.unlink()
    (mask,) = (one for one in menu.actions() if one.text().startswith("Mask"))
    mask.trigger()
    await export(bench, menu, "Portrait as Markdown", path)
    masked = path.read_text("utf-8")
    assert signed.user not in masked
    assert signed.connection.name in masked


async def portrait_of(bench: Bench, menu: QMenu, path: Path) -> str:
    await export(bench, menu, "Portrait as Markdown", path)
    return path.read_text("utf-8")


async def test_a_portrait_tells_what_can_be_chosen_as_far_as_the_tenant_tells(
    bench: Bench,
    exporting: Exporting,
    menu: QMenu,
    tmp_path: Path,
    signed: Signed,
    draft: Draft,
    tenant: Starlette,
    told: Told,
) -> None:
    bench.place.enter(signed)
    priority = '"Priority": {"TicketPriorityId": 2, "Name": "Medium"}'
    bench.ticket.show(draft(priority), Source("server", connection=Connection("lab", "Lab")))
    assert "No power" not in await portrait_of(bench, menu, tmp_path / "of-another.md")
    bench.ticket.show(draft(priority), signed.source(RequestContext("en")))
    tenant.state.weather.status = 503
    assert "Medium" in await portrait_of(bench, menu, tmp_path / "without.md")
    assert not told.notices, "it does without"
    tenant.state.weather.status = None
    assert "power" not in await portrait_of(bench, menu, tmp_path / "in-all-languages.md")
    bench.place.context = RequestContext("en")
    assert "Low, Medium, High, No power" in await portrait_of(bench, menu, tmp_path / "with.md")


async def test_a_portrait_does_without_the_lists_of_a_tenant_that_does_not_answer(
    bench: Bench,
    exporting: Exporting,
    menu: QMenu,
    tmp_path: Path,
    signed: Signed,
    draft: Draft,
    tenant: Starlette,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exporting_module, "PATIENCE", 0.05)
    bench.place.enter(signed)
    bench.place.context = RequestContext("en")
    bench.ticket.show(draft('"Title": "Printer on fire"'), signed.source(RequestContext("en")))
    tenant.state.weather.delay = 3600
    assert "Printer on fire" in await portrait_of(bench, menu, tmp_path / "without.md")


HALVED = "\ud800"
"""Half a surrogate pair: JSON may hold it, UTF-8 may not."""


@pytest.mark.parametrize("shape", range(9))
async def test_half_a_surrogate_pair_makes_no_export_fail(
    bench: Bench, exporting: Exporting, menu: QMenu, tmp_path: Path, draft: Draft, told: Told, shape: int
) -> None:
    source = Source("server", connection=Connection("1", f"a{HALVED}b"), context=RequestContext("de", HALVED))
    bench.ticket.show(draft(r'"Title": "a\ud800b", "\udc00": {"\udfff": "\ud800"}'), source)
    bench.ticket.set_raw(present(present(bench.ticket.document).find(("Title",))), rb'"\ud801"', "")
    for choice in menu.actions()[-2:]:
        choice.setChecked(choice.text().startswith("Show"))
    shapes = [one for one in menu.actions() if one.text().endswith("…") and "Print" not in one.text()]
    await export(bench, menu, shapes[shape].text(), tmp_path / "exported")
    (written,) = tmp_path.glob("exported*")  # each has an ending of its own
    assert written.read_bytes()
    assert not [text for text in told.notices if "leaves out" not in text]


async def test_without_a_place_nothing_happens_and_where_it_cannot_be_written_it_says_so(
    bench: Bench, exporting: Exporting, menu: QMenu, tmp_path: Path, told: Told
) -> None:
    menu.actions()[0].trigger()
    press(await asked(), "Cancel")
    await ended(bench)
    assert told.notices == told.doings == []
    (tmp_path / "gone").mkdir()
    menu.actions()[0].trigger()
    await give_path(tmp_path / "gone" / "patch.json")
    (tmp_path / "gone").rmdir()
    await ended(bench)
    assert told.notices[0].startswith("Nothing was exported.")
    assert told.doings[-1] == ""
