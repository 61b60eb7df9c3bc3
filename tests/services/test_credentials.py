"""The keyring against a real Secret Service, and against back-ends that misbehave."""

import asyncio
import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, null
from keyring.errors import KeyringLocked, PasswordSetError

from inspector.domain.errors import KeyringTrouble
from inspector.services.credentials import SERVICE, Keyring, KeyringStatus
from tests.desktop import secret_service
from tests.services.keyrings import Memory
from tests.waiting import PATIENCE

linux = pytest.mark.skipif("sys.platform != 'linux'", reason="a private keyring can only be started on Linux")


class Plain(Memory):
    priority = 0.5


class Chain(chainer.ChainerBackend):
    viable = False
    backends = ()


class ChainOfPlain(chainer.ChainerBackend):
    viable = False
    backends = (Memory(), Plain())


@pytest.fixture(scope="module")
def desktop() -> Iterator[None]:
    with secret_service():
        yield


@linux
@pytest.mark.parametrize("secret", ["hemmelig", "pæss 日本 \U0001f511 \n\t\x00", "x" * 100_000])
async def test_a_real_keyring_keeps_secrets(desktop: None, secret: str) -> None:
    keyring = Keyring()
    assert await keyring.status() == KeyringStatus(True, "SecretService Keyring")
    assert await keyring.get("one:basic") is None
    await keyring.set("one:basic", "earlier")
    await keyring.set("one:basic", secret)
    await keyring.set("two:basic", "other")
    assert await Keyring().get("one:basic") == secret, "another run of the program finds it"
    await keyring.delete("one:basic")
    await keyring.delete("one:basic")
    assert await keyring.get("one:basic") is None
    assert await keyring.get("two:basic") == "other"


@linux
async def test_other_programs_find_it_under_our_name(desktop: None) -> None:
    import secretstorage

    await Keyring().set("three:basic", "hemmelig")
    connection = secretstorage.dbus_init()
    try:
        (item,) = secretstorage.search_items(connection, {"service": SERVICE, "username": "three:basic"})
        assert item.get_secret() == b"hemmelig"
    finally:
        connection.close()


@linux
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # keyring leaves its socket open
async def test_a_keyring_that_can_not_be_unlocked() -> None:
    with secret_service(unlocked=False), pytest.raises(KeyringTrouble) as caught:
        await Keyring().set("one:basic", "hemmelig")
    assert caught.value.code == "locked"
    assert caught.value.facts["backend"] == "SecretService Keyring"
    gc.collect()  # the socket, now


@linux
async def test_a_keyring_that_starts_later_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    keyring = Keyring()
    assert (await keyring.status()).code == "missing"
    with secret_service():
        assert (await keyring.status()).usable


@pytest.mark.parametrize(
    ("backend", "code"),
    [(null.Keyring, "missing"), (Chain, "missing"), (Plain, "unsafe"), (ChainOfPlain, "unsafe")],
)
async def test_what_keeps_nothing_or_keeps_it_readable_is_refused(
    backend: Callable[[], KeyringBackend], code: str
) -> None:
    keyring = Keyring(backend())
    assert (await keyring.status()).code == code
    with pytest.raises(KeyringTrouble, match=code):
        await keyring.set("one:basic", "hemmelig")


@pytest.mark.parametrize(
    "name", ["keyring.backends.fail.Keyring", "no.such.Backend", "keyring.backends.null.Keyring"]
)
async def test_a_configured_backend_of_no_use_counts_as_missing(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    assert (await Keyring().status()).code == "missing"


@pytest.mark.parametrize(
    ("raised", "code"),
    [(KeyringLocked("no"), "locked"), (PasswordSetError("hemmelig"), "failed"), (OSError(), "failed")],
)
async def test_a_backends_trouble_tells_no_secret(raised: Exception, code: str) -> None:
    with pytest.raises(KeyringTrouble) as caught:
        await Keyring(Memory(trouble=raised)).set("one:basic", "hemmelig")
    assert caught.value.code == code
    assert "hemmelig" not in repr(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


async def test_calls_run_one_after_the_other_off_this_thread() -> None:
    backend = Memory()
    keyring = Keyring(backend)
    await asyncio.gather(*(keyring.set("one:basic", str(number)) for number in range(5)))
    assert backend.order == [f"set {number}" for number in range(5)]
    assert backend.threads == {"keyring"}


async def test_a_slow_backend_times_out_and_later_works_again() -> None:
    backend = Memory(waits=True)
    keyring = Keyring(backend, patience=0.01)
    with pytest.raises(KeyringTrouble, match="timeout"):
        await keyring.set("one:basic", "first")
    with pytest.raises(KeyringTrouble, match="timeout"):
        await keyring.set("one:basic", "given up before its turn")
    backend.gate.set()
    keyring._patience = PATIENCE
    assert await keyring.get("one:basic") == "first"
    assert backend.order == ["set first", "get"]


async def test_a_prompt_is_waited_for_and_told() -> None:
    told: list[str] = []
    backend = Memory(waits=True)

    def answer() -> None:
        told.append("waiting")
        backend.gate.set()

    keyring = Keyring(backend, patience=0.3)
    await keyring.set("one:basic", "after the prompt", answer)
    assert told == ["waiting"]
    keyring = Keyring(Memory(), patience=PATIENCE)
    await keyring.set("one:basic", "at once", lambda: told.append("needlessly"))
    assert told == ["waiting"]


async def test_one_may_go_on_without() -> None:
    """Whoever gives up at the prompt is free at once; what waits behind it happens when the prompt is over."""
    backend, gave_up = Memory(waits=True), asyncio.Event()
    keyring = Keyring(backend, patience=0.05)
    patient = asyncio.ensure_future(keyring.get("one:basic", gave_up.set))
    await gave_up.wait()
    patient.cancel()
    unwanted = asyncio.ensure_future(keyring.set("one:basic", "unwanted"))
    await asyncio.sleep(0)
    unwanted.cancel()
    await asyncio.gather(patient, unwanted, return_exceptions=True)
    assert not backend.gate.is_set(), "the prompt is still there"
    assert await keyring.status() == KeyringStatus(True, backend.name), "a busy keyring is not a bad one"
    backend.gate.set()
    keyring._patience = PATIENCE
    await keyring.set("one:basic", "wanted")
    assert backend.order == ["get", "set wanted"]


async def test_a_keyring_that_can_not_be_found_out_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()

    def choose() -> KeyringBackend:
        found.wait(PATIENCE)
        return Memory()

    monkeypatch.setattr("inspector.services.credentials._choose", choose)
    assert await Keyring(patience=0.05).status() == KeyringStatus(False, "", "timeout")
    found.set()


async def test_a_backend_that_hangs_does_not_keep_the_program_from_ending() -> None:
    program = """
import asyncio, time
from keyring.backend import KeyringBackend
from inspector.services.credentials import Keyring
class Hanging(KeyringBackend):
    priority = 5
    def get_password(self, service, username): time.sleep(600)
    def set_password(self, service, username, password): time.sleep(600)
async def main():
    try:
        await Keyring(Hanging(), patience=0.1).get("x")
    except Exception as error:
        print(error.code)
asyncio.run(main())
"""
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (ended.stdout.strip(), ended.stderr, ended.returncode) == ("timeout", "", 0)
