import json
from typing import Any

import pytest

from inspector.domain.errors import NotATicket
from inspector.services import exchange
from inspector.services.settings import Connection

WORK = Connection(
    "1", "Work", "https://tom:hemmelig@crm.example.com", user="tom", remember=True, tag="PROD", color="red"
)


def test_a_colleague_gets_everything_but_what_is_mine() -> None:
    told = exchange.export([WORK]).decode()
    assert "hemmelig" not in told
    assert "tom" not in told
    (brought,) = exchange.read(told.encode())
    assert (brought.name, brought.url) == ("Work", "https://crm.example.com")
    assert (brought.tag, brought.color, brought.id, brought.remember) == ("PROD", "red", "", False)


def test_nobody_is_made_to_trust_a_server_by_a_file() -> None:
    """A file could otherwise bring a stranger's certificate, or have a password sent in the open."""
    trusting = Connection("1", "Work", "http://crm.example.com", certificate="PEM", allow_plain_http=True)
    assert "PEM" not in exchange.export([trusting]).decode()
    work: dict[str, Any] = {"name": "Work", "url": "https://tom:hemmelig@crm"}
    work |= {"certificate": "PEM", "allow_plain_http": True, "remember": True, "id": "1"}
    file = {"format": exchange.FORMAT, "connections": [work]}
    (brought,) = exchange.read(json.dumps(file).encode())
    assert brought == Connection(name="Work", url="https://crm")


def test_a_name_that_is_taken_gets_a_number() -> None:
    found = exchange.merged(
        [WORK], [Connection(name="Work"), Connection(name="Work"), Connection(name="Lab")]
    )
    assert [one.name for one in found] == ["Work 2", "Work 3", "Lab"]
    assert len({one.id for one in found}) == 3


def test_what_a_newer_version_wrote_goes_along() -> None:
    file = json.loads(exchange.export([WORK]))
    file["connections"][0]["future"] = 1
    (brought,) = exchange.read(json.dumps(file).encode())
    assert json.loads(exchange.export([brought]))["connections"][0]["future"] == 1


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"format":"x"}', b"\xff", b'{"format":"%s","connections":1}']
)
def test_any_other_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotATicket, match="not_connections"):
        exchange.read(data.replace(b"%s", exchange.FORMAT.encode()))
