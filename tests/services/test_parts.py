"""Long secrets in small entries: keyring's own code for Windows, on a credential store that may fail at any call."""

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from keyring.backends import Windows
from keyring.backends.chainer import ChainerBackend

from inspector.services import parts
from inspector.services.credentials import SERVICE, Keyring
from tests.services.keyrings import Memory

NAME = "one:access_token"


class PowerCutError(Exception):
    pass


class WindowsError(Exception):
    def __init__(self, winerror: int, funcname: str) -> None:
        super().__init__(winerror)
        self.winerror, self.funcname = winerror, funcname


class Store:
    """What Windows does for a program: CredRead, CredWrite and CredDelete, with its limit of 2,560 bytes."""

    CRED_TYPE_GENERIC, CRED_PERSIST_ENTERPRISE = 1, 3

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, bytes]] = {}
        self.calls_left: int | None = None
        self.writes: Counter[str] = Counter()

    def _call(self) -> None:
        if self.calls_left is not None:
            if not self.calls_left:
                raise PowerCutError
            self.calls_left -= 1

    def CredRead(self, Type: int, TargetName: str) -> dict[str, bytes | str]:  # noqa: N803
        self._call()
        if TargetName not in self.kept:
            raise WindowsError(1168, "CredRead")
        user, blob = self.kept[TargetName]
        return {"UserName": user, "CredentialBlob": blob}

    def CredWrite(self, credential: dict[str, Any], flags: int) -> None:
        self._call()
        blob = credential["CredentialBlob"].encode("utf-16-le")
        if len(blob) > 2560:
            raise WindowsError(1783, "CredWrite")
        self.kept[credential["TargetName"]] = credential["UserName"], blob
        self.writes[credential["UserName"]] += 1

    def CredDelete(self, Type: int, TargetName: str) -> None:  # noqa: N803
        self._call()
        if self.kept.pop(TargetName, None) is None:
            raise WindowsError(1168, "CredDelete")


@contextmanager
def windows() -> Iterator[tuple[Windows.WinVaultKeyring, Store]]:
    """keyring's back-end for Windows, and the store beneath it."""
    store = Store()
    with (
        mock.patch.object(Windows, "win32cred", store, create=True),
        mock.patch.object(Windows, "pywintypes", SimpleNamespace(error=WindowsError), create=True),
    ):
        yield Windows.WinVaultKeyring(), store


def write(entries: Windows.WinVaultKeyring, secret: str) -> None:
    parts.write(entries, SERVICE, NAME, secret)


def read(entries: Windows.WinVaultKeyring) -> str | None:
    return parts.read(entries, SERVICE, NAME)


def names(store: Store) -> set[str]:
    return {user for user, _ in store.kept.values()}


SECRETS = {
    "short": "s",
    "just fits": "f" * 1280,
    "two parts": "t" * 1281,
    "long": "".join(map(chr, range(0x20, 0x20 + 5000))),
    "outside the basic plane": "\U0001f511" * 700,
    "like a note": "\x1eparts 1 2 " + "0" * 64,
    "byte order mark": "\ufeffsecret",
    "byte order mark of the other order": "\ufffe",
    "byte order marks all over": "\ufeff" * 1300 + "\ufffe" * 1300,
    "empty": "",
}


def test_the_store_refuses_what_is_too_long() -> None:
    """Without parts it fails, so the tests below are about something."""
    with windows() as (entries, _store), pytest.raises(WindowsError):
        entries.set_password(SERVICE, NAME, "x" * 1281)


@hypothesis_settings(max_examples=30)
@given(st.lists(st.sampled_from(list(SECRETS.values())) | st.text(max_size=3000), min_size=1, max_size=4))
def test_what_was_written_last_is_read_whole_and_nothing_else_is_left(written: list[str]) -> None:
    with windows() as (entries, store):
        entries.set_password(SERVICE, "another", "untouched")
        for secret in written:
            write(entries, secret)
            assert read(entries) == secret
        assert len(names(store)) <= 2 + len(written[-1]) // 640 + 1
        parts.delete(entries, SERVICE, NAME)
        assert names(store) == {"another"}
        assert entries.get_password(SERVICE, "another") == "untouched"


@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(["short", "two parts", "long"], 2)))
def test_writing_may_be_interrupted_at_every_call(old: str, new: str) -> None:
    old, new = SECRETS[old], SECRETS[new]
    outcomes: Counter[str | None] = Counter()
    for moment in itertools.count():
        with windows() as (entries, store):
            write(entries, old)
            store.calls_left = moment
            with suppress(PowerCutError):
                write(entries, new)
            went_through, store.calls_left = store.calls_left, None
            outcomes[read(entries)] += 1
            assert outcomes.keys() <= {old, new}, f"after {moment} calls"
            _works_again(entries, store, moment)
            if went_through:
                break
    assert outcomes[old] > 1
    assert outcomes[new] > 1


def _works_again(entries: Windows.WinVaultKeyring, store: Store, moment: int) -> None:
    """Whatever an interruption left: the next secret is kept, alone, and all of it can be forgotten."""
    if moment % 2:
        write(entries, "next" * 500)
        assert read(entries) == "next" * 500
        assert len(names(store)) == 1 + 4
    parts.delete(entries, SERVICE, NAME)
    assert store.kept == {}


def test_two_interruptions_in_a_row_leave_nothing_behind() -> None:
    """The first leaves many parts, the second fewer; what is between is found all the same."""
    for first, second in itertools.product(range(12, 60, 7), range(8, 60, 5)):
        with windows() as (entries, store):
            write(entries, "old" * 600)
            for moment, secret in ((first, "a" * 6000), (second, "b" * 2000)):
                store.calls_left = moment
                with suppress(PowerCutError):
                    write(entries, secret)
                store.calls_left = None
            assert read(entries) in ("old" * 600, "a" * 6000, "b" * 2000)
            write(entries, "c" * 3000)
            assert len(names(store)) == 1 + 5


def test_forgetting_may_be_interrupted_at_every_call() -> None:
    for moment in itertools.count():
        with windows() as (entries, store):
            write(entries, SECRETS["long"])
            store.calls_left = moment
            with suppress(PowerCutError):
                parts.delete(entries, SERVICE, NAME)
            went_through, store.calls_left = store.calls_left, None
            with suppress(parts.BrokenError):
                assert read(entries) in (None, SECRETS["long"])
            parts.delete(entries, SERVICE, NAME)
            assert store.kept == {}
            if went_through:
                break
    assert moment > 10


def test_a_lost_part_does_not_make_a_shorter_secret() -> None:
    with windows() as (entries, _store):
        write(entries, "x" * 2000)
        entries.delete_password(SERVICE, f"{NAME}#0.1")
        with pytest.raises(parts.BrokenError):
            read(entries)
        write(entries, "y" * 2000)
        assert read(entries) == "y" * 2000


def test_parts_that_do_not_come_back_leave_the_old_secret() -> None:
    with windows() as (entries, store):
        write(entries, "old" * 600)
        whole = store.CredWrite

        def forgetful(credential: dict[str, Any], flags: int) -> None:
            whole({**credential, "CredentialBlob": credential["CredentialBlob"][:600]}, flags)

        with mock.patch.object(store, "CredWrite", forgetful), pytest.raises(parts.BrokenError):
            write(entries, "n" * 2000)
        assert read(entries) == "old" * 600


async def test_the_keyring_uses_parts_only_where_there_is_little_room() -> None:
    roomy = Memory()
    await Keyring(roomy).set(NAME, "t" * 3000)
    assert list(roomy.kept.values()) == ["t" * 3000]
    with windows() as (entries, store), mock.patch.object(Windows.WinVaultKeyring, "priority", 5):
        keyring = Keyring(entries)
        await keyring.set(NAME, "t" * 3000)
        assert await keyring.get(NAME) == "t" * 3000
        assert len(names(store)) == 1 + 5
        assert await keyring.delete(NAME) is True
        assert await keyring.delete(NAME) is False
        assert store.kept == {}


class Tight(Memory):
    room = 500


def test_the_tightest_of_a_chain_counts() -> None:
    tight = Tight()
    with mock.patch.object(ChainerBackend, "backends", [Memory(), tight]):
        assert parts.room_of(ChainerBackend()) == 500
    assert parts.room_of(Memory()) is None
