"""What went wrong, in one or two sentences: the cause, and the next step."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from inspector.domain.errors import (
    AddressTrouble,
    FileTrouble,
    InspectorError,
    InvalidJson,
    InvalidValue,
    KeyringTrouble,
    NotATicket,
    ServerTrouble,
    UpdateTrouble,
)
from inspector.words.language import tr

_QUOTED = r"“[^“”]*”|„[^„“]*“|«[^«»]*»|”[^”]*”|‘[^‘’]*’"
"""In the quotation marks of the languages that the interface speaks."""
_ASIDE = re.compile(rf":? (?:\([^()]*\)|{_QUOTED})")
_NO_TEXT = re.compile(r"“{text}”|„{text}“|«\s?{text}\s?»|”{text}”|‘{text}’")
_NAME = re.compile(r"{(\w+)}")


def explain(error: BaseException) -> str:
    """The sentences for any error; one that nobody foresaw is named by its kind: its text may hold a secret."""
    if not isinstance(error, InspectorError):
        kind = type(error).__name__
        return tr("Something unforeseen went wrong ({kind}). Your data is kept; the log has details.").format(
            kind=kind
        )
    table = next((table() for kind, table in _TABLES.items() if isinstance(error, kind)), {})
    text = table.get(error.code) or tr("It failed ({code}).").format(code=error.code)
    facts = {name: _fact(value) for name, value in error.facts.items()}
    return _fill(text, {name: fact for name, fact in facts.items() if fact})


def _fill(text: str, facts: dict[str, str]) -> str:
    """Put the facts in; an aside in brackets or quotes is left out where its fact is missing."""
    if "text" not in facts:
        text = _NO_TEXT.sub(tr("An empty text"), text)
    whole = _ASIDE.sub(lambda found: found[0] if set(_NAME.findall(found[0])) <= facts.keys() else "", text)
    return whole.format_map(_Facts(facts))


def _fact(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 9999:
        return QLocale().toString(value)
    return "" if value is None else str(value)


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def waiting_words() -> str:
    """What a silent keyring may mean, and that nobody has to wait for it."""
    return tr(
        "Your keyring is taking its time: it may be asking you to unlock it. You can carry on without it and "
        "type the secret yourself."
    )


def _addresses() -> dict[str, str]:
    return {
        "empty": tr("Enter the address of your SuperOffice server."),
        "not_an_address": tr(
            "That is not a web address. Paste what your browser shows, such as https://crm.example.com/SuperOffice."
        ),
        "plain_http": tr(
            "{host} would be reached without encryption, so your password could be read on the way. "
            "Use https, or allow unencrypted http for this connection."
        ),
    }


def _servers() -> dict[str, str]:
    return {
        "unknown_host": tr(
            "No server called {host} was found. Check the address, and that you are on the right network or VPN."
        ),
        "refused": tr(
            "{host} was reached, but no server listens on that port. Check the "
            "address, or ask whether the server is running."
        ),
        "timeout": tr(
            "The server did not answer in time. Try again; if it stays silent, ask its administrator."
        ),
        "certificate": tr(
            "The server's certificate can't be trusted ({reason}). Ask its administrator; do not send your password."
        ),
        "tls": tr(
            "No secure connection could be agreed on ({reason}). The server may be too old; ask its administrator."
        ),
        "connection_lost": tr("The connection was lost before the answer was complete. Try again."),
        "proxy": tr("The proxy on the way refused the request ({reason}). Check your network settings."),
        "proxy_setting": tr(
            "The proxy “{proxy}” in this computer's network settings can't be used. An http, https or SOCKS 5 proxy "
            "can, written as in http://proxy.example.com:8080. Correct the setting, or except the server from it."
        ),
        "proxy_away": tr(
            "The proxy “{proxy}” can't be reached ({reason}). Check this computer's network settings, and that you "
            "are on the right network or VPN."
        ),
        "certificate_setting": tr(
            "The certificate that this connection trusts can't be read. Make the connection anew, and look at the "
            "server's certificate again."
        ),
        "bad_address": tr(
            "The server named an address that is none. Check the address that you gave, or ask its administrator."
        ),
        "not_sendable": tr(
            "Nothing was sent: the secret, the language or the time zone has a line break or another sign in it that "
            "can't be sent. Enter it again."
        ),
        "sign_in_refused": tr(
            "The server refused the sign-in: what you signed in with is wrong or no longer valid, or the "
            "account may not use the web API. Sign in again."
        ),
        "forbidden": tr(
            "The server knows you, but your role may not do this “{message}”. Ask the SuperOffice administrator."
        ),
        "not_superoffice": tr(
            "Something answered at that address, but it is not a SuperOffice web API. Check the address."
        ),
        "not_found": tr(
            "The server has no such page (404). Check the address; it often ends in /SuperOffice."
        ),
        "wrong_subdomain": tr("This tenant has moved to another server (421). Paste its new address."),
        "throttled": tr("The server asks you to wait: too many requests (429). Try again in a minute."),
        "unavailable": tr(
            "The server is not available just now ({status}). It may be starting or under maintenance; try again."
        ),
        "server_error": tr(
            "The server failed ({status}) “{message}”. Try again; if it keeps failing, its log has the cause."
        ),
        "refused_by_server": tr(
            "The server refused ({status}): “{message}”. If it is not clear why, ask the server's administrator."
        ),
        "empty_answer": tr(
            "The server answered with nothing (null): it has no default ticket for you. Ask if you may create tickets."
        ),
        "unreadable": tr(
            "The server's answer can't be read ({reason}). Try again; if it keeps "
            "happening, tell the server's administrator."
        ),
        "too_large": tr(
            "The answer is larger than this program takes in ({limit} bytes), so it was stopped. "
            "Ask the server's administrator whether that can be right."
        ),
        "offline": tr("Nobody is signed in. Sign in first."),
        "no_types": tr(
            "This server can't tell the defaults of a request type: that needs {needs} or newer. Choose As server "
            "under Request type."
        ),
        "no_such_type": tr(
            "The server has no defaults for this request type: it may be gone, or not be for you. Choose another under "
            "Request type."
        ),
        "redirect": tr(
            "The server pointed to another address. It was not followed, so "
            "your password stays here. Check the address."
        ),
    }


def _sign_ins() -> dict[str, str]:
    return {
        "port_taken": tr(
            "Another program uses the port ({port}) to which your browser would bring the answer. Close it, or choose "
            "the port that your app registration allows."
        ),
        "browser_timeout": tr("Your browser brought no answer in time. Sign in again when you are ready."),
        "consent": tr(
            "The sign-in was refused in the browser ({reason}) “{message}”. Ask the administrator whether this program "
            "is approved for your company."
        ),
        "login_required": tr(
            "The sign-in service wants you to sign in there again ({reason}). Sign in once more; if it says the same, "
            "sign out of SuperOffice in your browser first."
        ),
        "provider_unavailable": tr(
            "The sign-in service is not available just now ({reason}). Try again in a minute."
        ),
        "registration": tr(
            "The sign-in service does not accept how this program presents itself ({reason}) “{message}”. Compare the "
            "client ID, the client secret and the redirect address with your app's registration."
        ),
        "not_a_provider": tr(
            "That address does not describe a sign-in service. Check the environment or the discovery address."
        ),
        "bad_token": tr(
            "The sign-in service sent a token that is not valid ({reason}), so it was not used. Check this "
            "computer's clock and the client ID, then sign in again."
        ),
        "no_tenant": tr("The sign-in names no tenant. Enter the address of your SuperOffice as well."),
        "signed_out": tr(
            "Your sign-in has ended, and the server will not renew it. Sign in again; nothing you have open is lost."
        ),
        "tenant_maintenance": tr("This tenant is under maintenance. Try again later ({until})."),
        "tenant_provisioning": tr("This tenant is still being set up. Try again later ({until})."),
        "tenant_suspended": tr("This tenant is suspended. Ask the SuperOffice administrator."),
        "tenant_gone": tr("This tenant does not exist any more. Check which one you want."),
        "tenant_stopped": tr(
            "This tenant is not running at the moment ({reason}). Try again later ({until})."
        ),
    }


def _keyrings() -> dict[str, str]:
    return {
        "missing": tr(
            "This computer has no keyring, so the password is not stored. You can "
            "carry on; you will be asked for it next time."
        ),
        "unsafe": tr(
            "The keyring here would keep the password as plain text, so it is not stored. You can carry on."
        ),
        "locked": tr(
            "The keyring is locked, so the password is not stored. You can carry on; unlock the keyring if "
            "you want the password remembered."
        ),
        "timeout": tr("The keyring did not answer, so the password is not stored. You can carry on."),
        "failed": tr("The keyring refused, so the password is not stored. You can carry on."),
    }


def _updates() -> dict[str, str]:
    on_the_way = tr("The server could not be asked ({reason}). Try again later.")
    ways = ("refused", "tls", "connection_lost", "proxy", "not_superoffice")
    servers = _servers()
    same = {code: servers[code] for code in ("proxy_setting", "proxy_away")}
    return (
        same
        | dict.fromkeys(ways, on_the_way)
        | {
            "not_https": tr("The address must begin with https."),
            "bad_address": tr("This is not an address."),
            "timeout": tr("No answer came in time. Try again later."),
            "unknown_host": tr("No server called {host} was found. Check the address and your network."),
            "certificate": tr("The server's certificate can't be trusted ({reason}), so it was not asked."),
            "status": tr("The server has no answer ({status}). Check the address, or try again later."),
            "unreadable": tr("The answer names no version. Check the address."),
        }
    )


def _files() -> dict[str, str]:
    return {
        "not_found": tr("{path} is not there any more."),
        "no_folder": tr("The folder of {path} is not there. Choose another place."),
        "read_only": tr(
            "{path} can't be written: it, or its folder, is protected. Choose another place; nothing was lost."
        ),
        "in_use": tr("{path} is open in another program. Close it there and try again; nothing was lost."),
        "open_here": tr(
            "{path} is open in another window of this program. Close it there, or choose another name."
        ),
        "is_draft": tr(
            "{path} is the file of the draft itself, which an export would replace. Choose another name."
        ),
        "changed": tr("{path} was changed by another program meanwhile. It was left as it is."),
        "disk_full": tr(
            "There is no room left for {path}. The old file is as it was and your changes are kept."
        ),
        "is_folder": tr("{path} is a folder, not a file. Choose a file."),
        "too_large": tr("{path} is too large to be a ticket draft."),
        "failed": tr("{path} can't be used ({reason}). The old file is as it was and your changes are kept."),
    }


def _json() -> dict[str, str]:
    return {
        "empty": tr("There is nothing in it."),
        "encoding": tr("It is not text that can be read (wrong encoding)."),
        "syntax": tr("It is not valid JSON (line {line}): “{reason}”."),
        "too_deep": tr("It is nested too deeply to be a ticket."),
    }


def _tickets() -> dict[str, str]:
    return {
        "null": tr("It holds no ticket (null)."),
        "not_object": tr("It is JSON, but not a ticket draft."),
        "not_connections": tr("It is not a file of connections that this program exported."),
        "no_ticket_properties": tr(
            "It is JSON, but not a ticket draft: the properties of a ticket are missing."
        ),
        "older_carrier": tr(
            "It is the older carrier Ticket, as Agents/Ticket/GetTicket answers it: there the owner, the category "
            "and others are bare numbers. This program edits the carrier TicketEntity, as GetTicketEntity answers it."
        ),
        "mixed_names": tr(
            "It spells the same property in two ways (such as title and Title), so nobody could tell how to save it."
        ),
    }


def _values() -> dict[str, str]:
    return {
        "not_integer": tr("“{text}” is not a whole number."),
        "out_of_range": tr("The number must lie between {low} and {high}."),
        "not_number": tr("“{text}” is not a number."),
        "ambiguous": tr("“{text}” may mean {one} or {other}. Write one of the two."),
        "not_time": tr("“{text}” is not a time of day. Write it as 14:30."),
        "no_offset": tr("This date is kept without an offset, so “{text}” can't be. Write it without one."),
        "no_clock": tr("This is a day without a time, so “{text}” can't be kept. Write the day alone."),
        "too_fine": tr("A second has at most {digits} digits after the point here, and “{text}” has more."),
        "not_date": tr(
            "“{text}” is not a date. Write it as 2026-03-31 14:30, or leave it empty for “not set”."
        ),
        "not_in_enum": tr("“{text}” is not one of the choices."),
    }


_TABLES = {
    AddressTrouble: _addresses,
    ServerTrouble: lambda: {**_servers(), **_sign_ins()},
    KeyringTrouble: _keyrings,
    FileTrouble: _files,
    UpdateTrouble: _updates,
    InvalidJson: _json,
    NotATicket: _tickets,
    InvalidValue: _values,
}
