"""The keyring and its receipts say the same, whatever the keyring does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from inspector.domain.errors import KeyringTrouble
from inspector.services import exchange
from inspector.services.credentials import SERVICE, Keyring
from inspector.services.secrets import Secrets
from inspector.services.settings import Connection, Receipt, Settings
from tests.desktop import secret_service
from tests.services.keyrings import Memory

WORK = Connection("7", "Work", "https://crm.example.com/SuperOffice", scheme="ticket")
"""A scheme with two secrets."""


class Place:
    """A keyring, the settings beside it, and how often these were changed."""

    def __init__(self, backend: KeyringBackend) -> None:
        self.settings, self.edits = Settings(connections=[WORK]), 0
        self.keyring = Keyring(backend)
        self.secrets = Secrets(self.keyring, self.settings, self._edit)

    @contextmanager
    def _edit(self) -> Iterator[Settings]:
        yield self.settings
        self.edits += 1

    def receipts(self) -> list[tuple[str, str]]:
        return [(one.entry, one.backend) for one in self.settings.receipts]


@pytest.fixture
def backend() -> Memory:
    return Memory()


@pytest.fixture
def place(backend: Memory) -> Place:
    return Place(backend)


def kept(backend: Memory) -> dict[str, str]:
    return {name: secret for (service, name), secret in backend.kept.items() if service == SERVICE}


async def test_what_is_kept_has_a_receipt_and_is_found_again(place: Place, backend: Memory) -> None:
    await place.secrets.keep(WORK, ["hemmelig", "app"])
    assert kept(backend) == {"7:ticket": "hemmelig", "7:app_token": "app"}
    assert place.receipts() == [("7:ticket", place.keyring.name), ("7:app_token", place.keyring.name)]
    assert await place.secrets.of(WORK) == ["hemmelig", "app"]


@pytest.mark.skipif("sys.platform != 'linux'", reason="a private keyring can only be started on Linux")
async def test_in_a_real_keyring() -> None:
    with secret_service():
        real = Keyring()
        place = Place(Memory())
        place.secrets = Secrets(real, place.settings, place._edit)
        await place.secrets.keep(WORK, ["hemmelig", ""])
        (receipt,) = place.settings.receipts
        assert receipt.backend == real.name
        assert await place.secrets.of(WORK) == ["hemmelig", ""]
        assert await place.secrets.is_there(receipt)
        await place.secrets.forget([receipt])
        assert not await place.secrets.is_there(receipt)
        assert place.settings.receipts == []


async def test_reading_notes_what_was_used_and_nothing_else(place: Place) -> None:
    await place.secrets.keep(WORK, ["hemmelig", "app"])
    for receipt in place.settings.receipts:
        receipt.used = ""
    await place.keyring.delete("7:app_token")
    assert await place.secrets.of(WORK) == ["hemmelig", ""]
    assert [bool(one.used) for one in place.settings.receipts] == [True, False]
    edits = place.edits
    assert await place.secrets.of(Connection("8")) == [""]
    assert await place.secrets.of(Connection("8", scheme="of tomorrow")) == []
    assert place.edits == edits, "nothing to be written"


async def test_an_empty_secret_is_forgotten(place: Place, backend: Memory) -> None:
    await place.secrets.keep(WORK, ["hemmelig", "app"])
    await place.secrets.keep(WORK, ["newer", ""])
    assert kept(backend) == {"7:ticket": "newer"}
    assert [entry for entry, _ in place.receipts()] == ["7:ticket"]


async def test_one_that_is_not_taken_gets_no_receipt_and_keeps_the_one_it_has(
    place: Place, backend: Memory
) -> None:
    backend.trouble = KeyringLocked("no")
    with pytest.raises(KeyringTrouble, match="locked"):
        await place.secrets.keep(WORK, ["hemmelig", "app"])
    assert place.receipts() == []
    backend.trouble = None
    await place.secrets.keep(WORK, ["hemmelig", "app"])
    backend.trouble = KeyringLocked("no")
    with pytest.raises(KeyringTrouble, match="locked"):
        await place.secrets.keep(WORK, ["", ""])
    assert len(place.receipts()) == 2
    assert await place.secrets.of(WORK) == ["", ""], "out of reach"


class Sticky(Memory):
    """Does not let go of one entry."""

    def delete_password(self, service: str, username: str) -> None:
        if username == "7:ticket":
            raise KeyringLocked("no")
        super().delete_password(service, username)


async def test_all_are_forgotten_but_those_that_the_keyring_holds_on_to() -> None:
    backend = Sticky()
    place = Place(backend)
    await place.secrets.keep(WORK, ["hemmelig", "app"])
    with pytest.raises(KeyringTrouble, match="locked"):
        await place.secrets.forget(list(place.settings.receipts))
    assert kept(backend) == {"7:ticket": "hemmelig"}
    assert [entry for entry, _ in place.receipts()] == ["7:ticket"]


async def test_whether_it_is_there_is_asked_of_the_keyring_itself(place: Place, backend: Memory) -> None:
    receipt = Receipt("7", "ticket")
    assert not await place.secrets.is_there(receipt)
    await place.secrets.keep(WORK, ["hemmelig"])
    assert await place.secrets.is_there(receipt)
    backend.trouble = KeyringLocked("no")
    with pytest.raises(KeyringTrouble):
        await place.secrets.is_there(receipt)


async def test_a_silent_keyring_is_told_whatever_is_asked_of_it() -> None:
    backend, told = Memory(waits=True), set[str]()
    place = Place(backend)
    place.keyring._patience = 0.3

    def waiting(what: str) -> Callable[[], None]:
        backend.gate.clear()

        def tell() -> None:
            told.add(what)
            backend.gate.set()

        return tell

    await place.secrets.keep(WORK, ["hemmelig"], waiting("keep"))
    (receipt,) = place.settings.receipts
    assert await place.secrets.of(WORK, waiting("of")) == ["hemmelig", ""]
    assert await place.secrets.is_there(receipt, waiting("is there"))
    await place.secrets.forget([receipt], waiting("forget"))
    assert told == {"keep", "of", "is there", "forget"}


BROWSER = Connection("7", scheme="browser", environment="sod")
PROVIDER = "https://id.example.com/.well-known/openid-configuration"


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(WORK, url="http://crm.example.com/SuperOffice"),
        replace(WORK, url="https://crm.example.com:8443/SuperOffice"),
        replace(WORK, url="https://crm.example.com.example/SuperOffice"),
        replace(WORK, url="https://crm.example.com@another.example/SuperOffice"),
        replace(WORK, url=""),
        replace(WORK, id="8"),
    ],
)
async def test_a_secret_is_for_the_origin_it_was_kept_for(
    place: Place, backend: Memory, elsewhere: Connection
) -> None:
    await place.secrets.keep(WORK, ["hemmelig", "app"])
    backend.order.clear()
    assert await place.secrets.of(elsewhere) == ["", ""]
    assert backend.order == [], "it is not even taken out"
    assert await place.secrets.of(replace(WORK, url="CRM.example.com:443/other")) == ["hemmelig", "app"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(BROWSER, environment="online"),
        replace(BROWSER, discovery=PROVIDER),
        replace(BROWSER, discovery="https://sod.superoffice.com:8443/x"),
    ],
)
async def test_a_renewing_token_is_for_its_provider(place: Place, elsewhere: Connection) -> None:
    await place.secrets.keep(BROWSER, ["refresh", "client secret"])
    assert await place.secrets.of(elsewhere) == ["", ""]
    assert await place.secrets.of(replace(BROWSER, url=WORK.url)) == ["refresh", "client secret"]


async def test_with_a_provider_of_one_s_own_the_api_counts_as_well(place: Place) -> None:
    own = replace(BROWSER, discovery=PROVIDER, url=WORK.url)
    await place.secrets.keep(own, ["refresh", ""])
    assert await place.secrets.of(replace(own, url="https://another.example.com")) == ["", ""]
    assert await place.secrets.of(own) == ["refresh", ""]


async def test_a_receipt_of_old_gives_the_secret_to_nobody(place: Place, backend: Memory) -> None:
    await place.secrets.keep(WORK, ["hemmelig", ""])
    place.settings.receipts = [Receipt("7", "ticket", "Memory")]
    assert await place.secrets.of(WORK) == ["", ""]
    await place.secrets.keep(WORK, ["typed anew", ""])
    assert await place.secrets.of(WORK) == ["typed anew", ""]


async def test_a_secret_that_was_perhaps_replaced_is_given_to_nobody(place: Place, backend: Memory) -> None:
    """The program may end, or the keyring refuse, between the entry and its receipt."""
    await place.secrets.keep(WORK, ["hemmelig", ""])
    backend.trouble = KeyringLocked("no")
    moved = replace(WORK, url="https://another.example.com")
    with pytest.raises(KeyringTrouble):
        await place.secrets.keep(moved, ["other", ""])
    backend.trouble = None
    assert await place.secrets.of(WORK) == ["", ""]
    assert await place.secrets.of(moved) == ["", ""]
    assert [receipt.entry for receipt in place.settings.receipts] == ["7:ticket"], "but it is listed"


async def test_an_imported_connection_brings_no_way_to_what_is_stored(place: Place) -> None:
    await place.secrets.keep(WORK, ["hemmelig", "app"])
    file = {
        "format": exchange.FORMAT,
        "connections": [{"id": "7", "name": "Work", "url": "https://evil.example", "scheme": "ticket"}],
        "receipts": [{"connection": "7", "kind": "ticket", "origin": "https://evil.example"}],
    }
    (brought,) = exchange.merged([WORK], exchange.read(json.dumps(file).encode()))
    assert await place.secrets.of(brought) == ["", ""]
    assert await place.secrets.of(replace(brought, id="7")) == ["", ""]
