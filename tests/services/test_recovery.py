import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.document import Document, Edit, Insert, Remove, SetValue
from inspector.domain.spelling import Form
from inspector.services import recovery
from inspector.services.recovery import About, Journal, Leftover
from tests.mutated import MUTATED, mutated

SERVED = b'{"TicketId":0,"Title":"","Tags":[{"Id":1}],"n":1.10}'
EDITS: list[Edit] = [
    SetValue((1,), b'""', '"Wärme\\n"'.encode()),
    Insert((2,), 1, 1, b'{"Id":2}'),
    Remove((2,), 0, 0, b'{"Id":1}', b'{"Id":1}'),
    Insert((2,), 1, 1, b'{"Id":1}', b'{"Id":1}'),
    SetValue((3,), b"1.10", b"1.20"),
]


def leftovers(place: Path) -> list[Leftover]:
    return recovery.look(place).leftovers


def journal(place: Path, edits: Sequence[Edit] = EDITS, name: str = "draft.json") -> Journal:
    made = Journal(About(name, "/somewhere/draft.json", "f00", "Work"), SERVED, place)
    for edit in edits:
        made.write(edit)
    return made


def abandon(made: Journal) -> Path:
    """As when the process ended: the file stays, its lock is gone."""
    made._file.close()
    return made.path


def test_what_was_edited_comes_back_as_it_was(tmp_path: Path) -> None:
    abandon(journal(tmp_path))
    (found,) = leftovers(tmp_path)
    expected = Document(SERVED)
    for edit in EDITS:
        expected.apply(edit)
    document = found.document()
    assert bytes(document.root.raw) == bytes(expected.root.raw)
    assert [node.pointer for node in document.modified()] == [node.pointer for node in expected.modified()]
    assert (found.about.name, found.about.path, found.about.connection) == (
        *("draft.json", "/somewhere/draft.json", "Work"),
    )
    assert found.about.fingerprint == "f00"
    assert not found.damaged
    recovery.forget(found)
    assert leftovers(tmp_path) == []


@settings(max_examples=60)
@given(st.floats(0, 1), st.binary(max_size=20))
def test_wherever_it_breaks_off_its_beginning_is_restored(
    tmp_path_factory: pytest.TempPathFactory, share: float, garbage: bytes
) -> None:
    place = tmp_path_factory.mktemp("recovery")
    path = abandon(journal(place))
    whole = path.read_bytes()
    cut = round(share * len(whole))
    path.write_bytes(whole[:cut] + garbage)
    states = [Document(SERVED)]
    for edit in EDITS:
        states.append(Document(bytes(states[-1].root.raw)))
        states[-1].apply(edit)
    expected = {bytes(state.root.raw) for state in states[1:]}
    for found in leftovers(place):
        assert bytes(found.document().root.raw) in expected
        told = [recovery._edit(json.loads(json.dumps(recovery._told(edit)))) for edit in EDITS]
        assert list(found.edits) == told[: len(found.edits)]
        assert found.damaged or found.cut or len(found.edits) == whole[:cut].count(b"\n") - 2
        found.release()


def test_what_can_not_be_done_ends_it_and_what_came_before_is_restored(tmp_path: Path) -> None:
    impossible = SetValue((9, 9), b"", b"1")
    abandon(journal(tmp_path, [EDITS[0], impossible, EDITS[4]]))
    (found,) = leftovers(tmp_path)
    assert len(found.edits) == 1
    assert found.damaged
    found.release()


def many(place: Path) -> Path:
    """The journal of forty edits, each of a property of its own."""
    served = b"{%s}" % b",".join(b'"Field%02d":"as served, %02d"' % (n, n) for n in range(40))
    held = Journal(About("draft.json", "/somewhere/draft.json"), served, place)
    for n in range(40):
        held.write(SetValue((n,), b"", b'"mine, %02d"' % n))
    return abandon(held)


def mine(found: Leftover) -> set[int]:
    """Which of the forty fields hold what was typed."""
    told = json.loads(bytes(found.document().root.raw))
    return {n for n in range(40) if told.get(f"Field{n:02}") == f"mine, {n:02}"}


def test_one_wrong_bit_costs_at_most_the_edit_that_it_is_in(tmp_path: Path) -> None:
    path = many(tmp_path)
    data = path.read_bytes()
    whole = set(range(40))
    header, served, *_ = data.split(b"\n")
    kept = put_aside = 0
    for place in range(0, len(data) * 8, 11):
        damaged = bytearray(data)
        damaged[place // 8] ^= 1 << place % 8
        path.write_bytes(damaged)
        found = recovery.look(tmp_path)
        (one,) = [each.file for each in found.leftovers] or found.put_aside
        assert one.read_bytes() == damaged, "whatever it is, it is there"
        for leftover in found.leftovers:
            assert leftover.damaged or leftover.cut
            kept += mine(leftover) == whole
            is_edit = place // 8 >= len(header) + len(served) + 2
            line = bytes(data[: place // 8]).count(b"\n") - 2
            assert not is_edit or mine(leftover) >= set(range(line)), "those before it"
            leftover.release()
        put_aside += bool(found.put_aside)
        one.unlink()
    assert kept > put_aside, "most of it is what was served, and mostly that is JSON with another letter"


def test_any_damage_loses_no_edit_before_it_and_deletes_nothing(tmp_path: Path) -> None:
    path = many(tmp_path)
    data = path.read_bytes()
    for number in range(MUTATED):
        damaged = mutated(data, number)
        for old in tmp_path.iterdir():
            old.unlink()
        path.write_bytes(damaged)
        found = recovery.look(tmp_path)
        for leftover in found.leftovers:
            pairs = zip(data, damaged, strict=False)
            same = next((place for place, (was, now) in enumerate(pairs) if was != now), len(damaged))
            before = max(0, data[:same].count(b"\n") - 2)
            assert mine(leftover) >= set(range(before))
            assert mine(leftover) == set(range(40)) or leftover.damaged or leftover.cut or damaged in data
            recovery.forget(leftover)
        kept = [file.read_bytes() for file in tmp_path.iterdir()]
        is_clean = data.startswith(damaged) and (not damaged or damaged.endswith(b"\n"))
        assert kept == [damaged] or is_clean, number


def test_edits_behind_a_damaged_one_are_taken_where_they_can_only_mean_what_they_say(tmp_path: Path) -> None:
    path = many(tmp_path)
    lines = path.read_bytes().split(b"\n")
    lines[10] = lines[10].replace(b"mine", b"wine")
    path.write_bytes(b"\n".join(lines))
    (found,) = leftovers(tmp_path)
    assert mine(found) == set(range(40)) - {8}
    assert found.damaged
    recovery.forget(found)
    (kept,) = tmp_path.iterdir()
    assert kept.name == path.name + recovery.DAMAGED, "it is put aside, not deleted"
    assert kept.read_bytes() == b"\n".join(lines)
    assert recovery.look(tmp_path) == recovery.Found([], []), "and not offered again"


@pytest.mark.parametrize("lost", [1, 2])
def test_nothing_is_taken_behind_one_that_moves_others(tmp_path: Path, lost: int) -> None:
    path = abandon(journal(tmp_path))
    lines = path.read_bytes().split(b"\n")
    lines[2 + lost] = lines[2 + lost].replace(b'"', b"'")
    path.write_bytes(b"\n".join(lines))
    (found,) = leftovers(tmp_path)
    assert len(found.edits) == lost
    assert found.damaged
    found.release()


@pytest.mark.parametrize("twice", range(7))
def test_a_line_that_is_there_twice_counts_once(tmp_path: Path, twice: int) -> None:
    path = abandon(journal(tmp_path))
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[: twice + 1], *lines[twice:]]))
    (one,) = leftovers(tmp_path)
    assert len(one.edits) == len(EDITS)
    assert one.damaged
    one.release()


@pytest.mark.parametrize("missing", range(2, 6))
def test_nothing_is_taken_behind_one_that_is_missing(tmp_path: Path, missing: int) -> None:
    path = abandon(journal(tmp_path))
    lines = path.read_bytes().split(b"\n")
    del lines[missing]
    path.write_bytes(b"\n".join(lines))
    found = recovery.look(tmp_path)
    assert [len(one.edits) for one in found.leftovers] == ([missing - 2] if missing > 2 else [])
    assert len(found.put_aside) == (missing == 2)
    for one in found.leftovers:
        one.release()


def test_one_of_an_earlier_version_has_no_numbers(tmp_path: Path) -> None:
    held = journal(tmp_path, [])
    held._add(b"".join(recovery._record(recovery._told(edit)) for edit in EDITS))
    abandon(held)
    (found,) = leftovers(tmp_path)
    assert len(found.edits) == len(EDITS)
    assert not found.damaged
    found.release()


def test_a_header_that_is_not_as_it_was_written_names_no_file(tmp_path: Path) -> None:
    path = abandon(journal(tmp_path))
    path.write_bytes(path.read_bytes().replace(b"/somewhere/", b"/elsewhere/", 1))
    (found,) = leftovers(tmp_path)
    assert found.about == About("draft.json", connection="Work", started=found.about.started)
    assert found.damaged
    found.release()


@pytest.mark.parametrize("wrong", [None, "7", [], {}, True, 7.5], ids=repr)
def test_what_does_not_fit_in_a_header_is_left_out(tmp_path: Path, wrong: object) -> None:
    path = abandon(journal(tmp_path))
    _, *rest = path.read_bytes().split(b"\n")
    header = recovery._record({"format": recovery.FORMAT, "name": "draft.json", "more": wrong, "path": 7})
    path.write_bytes(header + b"\n".join(rest))
    (found,) = leftovers(tmp_path)
    assert found.changes == len(EDITS)
    assert (found.about.name, found.about.path) == ("draft.json", "")
    found.release()


@pytest.mark.parametrize(
    "data",
    [b"{}", b"\n", b"null\n", b"\0" * 40 + b"x", b"PK\3\4", b"[" * 99999 + b"\n" + b"[" * 99999 + b"\n"],
)
def test_what_is_no_journal_at_all_is_put_aside(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "1-other.journal").write_bytes(data)
    (kept,) = recovery.look(tmp_path).put_aside
    assert kept.read_bytes() == data


@pytest.mark.parametrize("form", [Form(), Form({}, b'{"NewEntity":', b"}")])
def test_it_is_restored_as_its_file_has_it(tmp_path: Path, form: Form) -> None:
    held = Journal(About(form=form.told()), SERVED, tmp_path)
    held.write(*EDITS[:1])
    abandon(held)
    (found,) = leftovers(tmp_path)
    assert found.document().form == form
    found.release()


def test_a_damaged_line_may_be_nested_without_end(tmp_path: Path) -> None:
    abandon(journal(tmp_path, EDITS[:1]))
    (file,) = tmp_path.rglob("*" + recovery.ENDING)
    with file.open("ab") as opened:
        opened.write(b"[" * 99999 + b"\n")
    (found,) = leftovers(tmp_path)
    assert len(found.edits) == 1
    assert found.damaged
    found.release()


def test_what_is_offered_by_one_is_not_offered_by_another(tmp_path: Path) -> None:
    abandon(journal(tmp_path))
    (found,) = leftovers(tmp_path)
    assert leftovers(tmp_path) == []
    found.release()
    (again,) = leftovers(tmp_path)
    recovery.forget(again)


def test_one_that_took_the_place_of_another_is_offered_alone(tmp_path: Path) -> None:
    """The end came after the new one was whole, and before the old one was deleted."""
    old = abandon(journal(tmp_path))
    new = Journal(About("draft.json", replaces=old.name), SERVED, tmp_path)
    (found,) = leftovers(tmp_path)
    assert found.file == old, "the new one holds nothing yet"
    found.release()
    new.write(*EDITS)
    abandon(new)
    (found,) = leftovers(tmp_path)
    assert found.file == new.path
    assert not old.exists()
    found.release()


def test_one_of_a_newer_version_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "FORMAT", "ticket-draft-inspector journal 2")
    path = abandon(journal(tmp_path))
    monkeypatch.undo()
    assert leftovers(tmp_path) == []
    assert path.exists()


def test_one_that_is_about_to_begin_is_left_alone(tmp_path: Path) -> None:
    empty = tmp_path / "1-new.journal"
    empty.touch()
    assert leftovers(tmp_path) == []
    assert empty.exists()
    os.utime(empty, (0, 0))
    assert leftovers(tmp_path) == []
    assert not empty.exists()


def test_one_without_edits_is_cleared_away(tmp_path: Path) -> None:
    path = abandon(journal(tmp_path, []))
    assert leftovers(tmp_path) == []
    assert not path.exists()


def test_nothing_is_taken_from_a_program_that_runs(tmp_path: Path) -> None:
    held = journal(tmp_path)
    code = "import sys, pathlib, inspector.services.recovery as r; print(r.look(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path.cwd())  # noqa: S603
    assert said.stdout == "Found(leftovers=[], put_aside=[])\n"
    assert held.path.exists()
    held.discard()
    assert not held.path.exists()


@pytest.mark.skipif("sys.platform == 'win32'", reason="modes are POSIX's")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    held = journal(tmp_path / "new")
    assert stat.S_IMODE(held.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(held.path.parent.stat().st_mode) == 0o700
    held.discard()


class NearlyFull:
    """A file on a disk with room for so many bytes; it takes what it can, as the real one does."""

    def __init__(self, file: IO[bytes], room: int) -> None:
        self._file, self.room = file, room

    def write(self, data: memoryview) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "no space left")
        taken = self._file.write(bytes(data)[: self.room])
        self.room -= taken
        return taken

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("room", [0, 1, 20])
def test_a_disk_that_was_full_for_a_while_leaves_a_beginning_without_a_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    held = journal(tmp_path, EDITS[:1])
    disk = NearlyFull(held._file, room)
    monkeypatch.setattr(held, "_file", disk)
    with pytest.raises(OSError, match="space"):
        held.write(EDITS[4])
    disk.room = 10**6
    held.write(EDITS[1])
    abandon(held)
    (found,) = leftovers(tmp_path)
    assert [recovery._told(edit) for edit in found.edits] == [recovery._told(EDITS[0])]
    assert not found.damaged, "what was half written is taken back"
    found.release()


@pytest.mark.skipif("sys.platform != 'linux'", reason="needs a disk that is full")
def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = journal(tmp_path)
    with Path("/dev/full").open("r+b", buffering=0) as full, monkeypatch.context() as patched:
        patched.setattr(held, "_file", full)
        with pytest.raises(OSError, match="space") as caught:
            held.write(EDITS[0])
    assert caught.value.errno == errno.ENOSPC
    held.discard()
