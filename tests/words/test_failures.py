"""The lines behind a notice."""

from __future__ import annotations

from datetime import UTC, datetime

from inspector.domain.errors import KeyringTrouble, ServerTrouble
from inspector.words.failures import write

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def lines(error: KeyringTrouble | ServerTrouble, doing: str = "") -> dict[str, str]:
    return dict(line.split(": ", 1) for line in write(error, doing, NOON).splitlines())


def test_what_the_server_said_and_what_support_asks_for() -> None:
    told = lines(
        ServerTrouble(
            "unavailable",
            status=503,
            host="crm.example.com",
            message="Down for\n maintenance",
            reason="SoException",
            request_id="4711",
            method="POST",
            address="https://crm.example.com/api/v1/Agents/Ticket/CreateDefaultTicketEntity",
            seconds=2.3456,
            via="proxy",
        ),
        "The defaults could not be fetched.",
    )
    assert datetime.fromisoformat(told.pop("When")) == NOON
    assert told == {
        "What": "The defaults could not be fetched.",
        "Kind": "ServerTrouble unavailable",
        "Request": "POST https://crm.example.com/api/v1/Agents/Ticket/CreateDefaultTicketEntity",
        "Status": "503 Service Unavailable",
        "The server's words": "Down for maintenance",
        "Reason": "SoException",
        "Request ID": "4711",
        "Server": "crm.example.com",
        "Seconds": "2.35",
        "via": "proxy",
    }


def test_what_is_unknown_makes_no_line() -> None:
    assert set(lines(ServerTrouble("timeout", host=None))) == {"When", "Kind"}
    assert lines(ServerTrouble("server_error", status=599))["Status"] == "599"
    assert lines(KeyringTrouble("locked", backend="KWallet"))["backend"] == "KWallet"


def test_of_the_unforeseen_only_kind_and_place_are_told() -> None:
    try:
        raise RuntimeError("hunter2")
    except RuntimeError as error:
        told = write(error)
    assert "Kind: RuntimeError" in told
    assert "test_of_the_unforeseen_only_kind_and_place_are_told" in told
    assert "hunter2" not in told
