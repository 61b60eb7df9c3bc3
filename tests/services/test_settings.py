import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.context import RequestContext
from inspector.domain.errors import FileTrouble
from inspector.services import files, settings
from inspector.services.settings import Connection, Settings
from tests import uncounted
from tests.present import present


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path / "a" / "b"))
    return tmp_path / "a" / "b" / "settings.json"


FULL = Settings(
    connections=[
        Connection(
            "1",
            "Work",
            "https://crm.example.com",
            "basic",
            "tom",
            True,
            True,
            "PROD",
            "red",
            "sod",
            "https://id.example.com/.well-known/openid-configuration",
            "client",
            8000,
            "/callback",
            "AA:BB",
            context=RequestContext("no", "en"),
        ),
        Connection("2", context=RequestContext("*", None, "NO", True)),
    ],
    last_connection="1",
    recent_files=["/home/tom/a.json", "C:\\æ.json"],
    recent_choices={"language": ["no", "en"]},
)


def test_everything_comes_back(place: Path) -> None:
    settings.save(FULL)
    assert settings.load() == FULL
    assert present(settings.load().connection("2")).context.include_offset
    assert settings.load().connection("3") is None


def test_without_a_file_there_are_defaults(place: Path) -> None:
    assert settings.load() == Settings()
    assert not place.parent.exists()


def test_only_what_differs_is_stored(place: Path) -> None:
    settings.save(Settings())
    assert json.loads(place.read_text()) == {}
    settings.save(Settings(connections=[Connection("1", user="tom", context=RequestContext("no"))]))
    assert json.loads(place.read_text()) == {
        "connections": [{"id": "1", "user": "tom", "context": {"language": "no"}}]
    }


def test_what_a_newer_version_wrote_survives(place: Path) -> None:
    settings.save(Settings())
    newer = {
        "future": {"x": 1},
        "last_connection": "G",
        "connections": [{"id": "1", "scheme": "oidc", "tenant": "Cust1"}],
    }
    place.write_text(json.dumps(newer))
    loaded = settings.load()
    loaded.last_connection = "H"
    settings.save(loaded)
    assert json.loads(place.read_text()) == newer | {"last_connection": "H"}


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_broken_file_is_kept_and_the_program_starts(place: Path, broken: bytes) -> None:
    place.parent.mkdir(parents=True)
    place.write_bytes(broken)
    assert settings.load() == Settings()
    (kept,) = place.parent.glob("settings.broken-*.json")
    assert kept.read_bytes() == broken
    assert not place.exists()


def test_what_can_not_be_read_is_not_written_over(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(FULL)
    monkeypatch.setattr(files, "LARGEST", 10)
    assert settings.load() == Settings()
    (kept,) = place.parent.glob("settings.broken-*.json")
    assert b"crm.example.com" in kept.read_bytes()


@pytest.mark.parametrize(
    "strange",
    [
        {"connections": 7, "recent_files": "x", "recent_choices": [], "last_connection": 1},
        {"connections": [7, None], "recent_files": [1, None], "recent_choices": {}, "last_connection": None},
    ],
)
def test_values_that_do_not_fit_are_as_if_absent(place: Path, strange: dict[str, Any]) -> None:
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(strange))
    assert settings.load() == Settings()


def test_parts_that_fit_are_kept(place: Path) -> None:
    place.parent.mkdir(parents=True)
    connection = {"id": "1", "remember": "yes", "context": {"language": 5, "culture": "de", "new": 1}}
    place.write_text(
        json.dumps(
            {
                "connections": [connection],
                "recent_choices": {"culture": ["de", 5], "x": 1},
                "pins": {"x": 5, "y": ["/Title", 7]},
            }
        )
    )
    loaded = settings.load()
    assert loaded.connections == [Connection("1", context=RequestContext(culture="de"))]
    assert loaded.recent_choices == {"culture": ["de"], "x": []}
    assert loaded.pins == {"x": [], "y": ["/Title"]}


@pytest.mark.parametrize(
    "url", ["https://tom:hemmelig@crm.example.com/SO", "tom:hemmelig@crm.example.com/SO"]
)
def test_a_password_in_an_address_is_not_stored(place: Path, url: str) -> None:
    settings.save(Settings(connections=[Connection("1", url=url)]))
    assert "hemmelig" not in place.read_text()
    assert settings.load().connections[0].url.endswith("crm.example.com/SO")


def test_a_folder_that_can_not_be_made_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path / "file" / "x"))
    with pytest.raises(FileTrouble, match="no_folder"):
        settings.save(FULL)
    assert settings.load() == Settings()


def test_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TICKET_INSPECTOR_CONFIG")
    assert settings.folder().name == "TicketDraftInspector"


def test_the_start_path_stays_light() -> None:
    program = "import sys, inspector.services.settings; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=uncounted.environment(),
    ).stdout.split()
    assert not {"httpx", "keyring", "ssl", "asyncio", "socket", "platformdirs"} & set(loaded)
