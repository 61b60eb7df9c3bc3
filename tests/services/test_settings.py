import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.context import RequestContext
from inspector.domain.errors import FileTrouble
from inspector.services import files, settings
from inspector.services.settings import Connection, Settings
from tests import uncounted
from tests.mutated import MUTATED, mutated
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
        Connection("2", context=RequestContext("*", None, "NO", True, "2")),
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
        "connections": [{"id": "1", "scheme": "oidc", "context": {"theme": 1}, "tenant": "Cust1"}],
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


@pytest.mark.parametrize("damaged", [b"{", b'{"pins": 7, "last_connection": "a"}'])
def test_what_could_not_be_put_aside_at_once_is_before_it_is_written_over(
    place: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise FileTrouble("disk_full")

    def refused(*_given: object) -> None:
        raise PermissionError

    place.parent.mkdir(parents=True)
    place.write_bytes(damaged)
    with monkeypatch.context() as patch:
        patch.setattr(settings, "write_draft", full)
        patch.setattr(Path, "replace", refused)
        loaded = settings.load()
        assert present(loaded.put_aside).file == place, "it is said all the same"
        with pytest.raises(FileTrouble):
            settings.save(loaded)
        assert place.read_bytes() == damaged
    settings.save(loaded)
    (kept,) = place.parent.glob("settings.broken-*.json")
    assert kept.read_bytes() == damaged
    settings.save(loaded)
    assert len(list(place.parent.iterdir())) == 2, "once"


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


@pytest.mark.parametrize(
    "strange",
    [
        {"connections": {"1": {"id": "1"}}},
        {"connections": [{"id": "1", "url": ["https://crm.example.com"]}]},
        {"connections": [{"id": "1", "context": "de"}]},
        {"connections": [{"id": "1", "context": {"language": 5}}]},
        {"connections": ["Work"]},
        {"receipts": [7]},
        {"receipts": [{"connection": 1}]},
        {"recent_files": [7]},
        {"recent_choices": {"language": "de"}},
        {"pins": {"1": [7]}},
        {"muted_rules": {"1": {"type_unseen": 7}}},
        {"muted_rules": {"1": ["type_unseen"]}},
        {"last_connection": 1},
        {"largest_body": 0},
        {"largest_body": -1},
        {"largest_body": 1.5},
    ],
    ids=json.dumps,
)
def test_what_does_not_fit_is_kept_aside_once_and_the_rest_is_in_use(
    place: Path, strange: dict[str, Any]
) -> None:
    place.parent.mkdir(parents=True)
    before = json.dumps({"update_address": "https://a.example", "future": 1} | strange)
    place.write_text(before)
    loaded = settings.load()
    assert loaded.update_address == "https://a.example"
    assert loaded.unknown == {"future": 1}
    assert loaded.largest_body == Settings().largest_body
    kept = present(loaded.put_aside)
    assert kept.is_partial
    assert kept.file.read_text() == before
    again = settings.load()
    assert again == loaded
    assert again.put_aside is None, "it was said"
    assert kept.file.read_text() == before


@pytest.mark.parametrize("fine", [{}, {"last_connection": None, "connections": [{"context": None}]}])
def test_what_says_nothing_is_no_loss(place: Path, fine: dict[str, Any]) -> None:
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(fine))
    assert settings.load().put_aside is None
    assert [file.name for file in place.parent.iterdir()] == ["settings.json"]


def test_two_files_put_aside_in_one_second_are_two(place: Path) -> None:
    place.parent.mkdir(parents=True)
    for broken in (b"{", b"[", b"7"):
        place.write_bytes(broken)
        kept = present(settings.load().put_aside)
        assert not kept.is_partial
        assert kept.file.read_bytes() == broken
    assert len(list(place.parent.iterdir())) == 3


def test_half_a_surrogate_pair_keeps_nothing_from_being_saved(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_text('{"connections": [{"id": "1", "client_id": "a\\ud800b \U0001f600"}]}')
    loaded = settings.load()
    settings.save(loaded)
    assert settings.load() == loaded
    assert loaded.connections[0].client_id == "a\ud800b \U0001f600"


def test_what_a_connection_is_called_hides_nothing(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_text(
        '{"connections": [{"id": "1", "name": "a\\u202eb\\n", "user": "c\\u200b", "tag": "\\ud800"}]}'
    )
    one = settings.load().connections[0]
    assert (one.name, one.user, one.tag) == ("a\\u202eb\\u000a", "c\\u200b", "\\ud800")


@pytest.mark.skipif("sys.platform == 'win32'", reason="modes are POSIX's")
def test_only_its_owner_may_read_it_whatever_it_was_before(place: Path) -> None:
    for _ in range(2):
        settings.save(FULL)
        assert place.stat().st_mode & 0o777 == 0o600
        place.chmod(0o644)
    place.write_text('{"pins": 7}')
    assert present(settings.load().put_aside).file.stat().st_mode & 0o777 == 0o600


def test_any_damage_loses_nothing(place: Path) -> None:
    """Bits, cuts, zeros, doubled lines, other JSON: it starts, says so, and what was there is still there."""
    settings.save(FULL)
    whole = place.read_bytes()
    for number in range(MUTATED):
        damaged = mutated(whole, number)
        for old in place.parent.iterdir():
            old.unlink()
        place.write_bytes(damaged)
        loaded = settings.load()
        if loaded.put_aside is not None:
            assert loaded.put_aside.file.read_bytes() == damaged
        elif place.exists():
            assert place.read_bytes() == damaged
            settings.save(loaded)
            told = json.dumps(settings.load().__dict__, default=lambda it: getattr(it, "__dict__", str(it)))
            assert all(json.dumps(text) in told for text in leaves(json.loads(damaged)))


def leaves(told: Any) -> Iterator[str]:
    """Every text in it."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list | dict):
        for one in told.values() if isinstance(told, dict) else told:
            yield from leaves(one)


def test_parts_that_fit_are_kept(place: Path) -> None:
    place.parent.mkdir(parents=True)
    connection = {"id": "1", "remember": "yes", "context": {"language": 5, "culture": "de", "new": 1}}
    place.write_text(
        json.dumps(
            {
                "connections": [connection],
                "recent_choices": {"culture": ["de", 5], "x": 1},
                "pins": {"x": 5, "y": ["/Title", 7]},
                "muted_rules": {"x": 5, "y": {"type_unseen": "none needed", "priority_two": 7}},
            }
        )
    )
    loaded = settings.load()
    kept = Connection("1", context=RequestContext(culture="de"), unknown_context={"new": 1})
    assert loaded.connections == [kept]
    assert loaded.recent_choices == {"culture": ["de"], "x": []}
    assert loaded.pins == {"x": [], "y": ["/Title"]}
    assert loaded.muted_rules == {"x": {}, "y": {"type_unseen": "none needed"}}


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
