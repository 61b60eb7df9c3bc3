"""What went wrong on the way to the server, or there, as ServerTrouble."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Mapping

import httpx

from inspector.domain import outside
from inspector.domain.errors import Fact, ServerTrouble
from inspector.services.superoffice import retrying

SMALL = 64 * 1024
"""Bytes. An error object fits into this; a larger body is never parsed here, since that would hold up the window."""

_LONGEST_MESSAGE = 500
_NOT_TLS = {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}
_REQUEST_IDS = ("x-request-id", "request-id", "x-correlation-id", "x-ms-request-id", "cf-ray", "traceparent")
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_CODES = {
    401: "sign_in_refused",
    403: "forbidden",
    404: "not_found",
    407: "proxy",
    421: "wrong_subdomain",
    429: "throttled",
    502: "unavailable",
    503: "unavailable",
    504: "unavailable",
}


def from_exception(error: Exception, host: str) -> ServerTrouble:
    """The trouble behind an exception on the way, judged by its cause: httpx calls most of them ConnectError."""
    for cause in _causes(error):
        found = _known_cause(cause)
        if found:
            code, reason = found
            return ServerTrouble(code, host=host, reason=reason)
    match error:
        case httpx.InvalidURL() | UnicodeError():
            code = "bad_address"
        case TimeoutError():
            code = "timeout"
        case _ if isinstance(error, outside.UNFIT):
            code = "unreadable"
        case _:
            return ServerTrouble("connection_lost", host=host, reason=str(error) or type(error).__name__)
    return ServerTrouble(code, host=host, reason=type(error).__name__)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The root first: an exception's causes, and the members of a group (one per address that was tried)."""
    earlier = error.__cause__ or error.__context__
    if earlier is not None:
        yield from _causes(earlier)
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from _causes(member)
    yield error


def _known_cause(cause: BaseException) -> tuple[str, str] | None:
    words = str(cause)
    match cause:
        case ssl.SSLCertVerificationError():
            found = "certificate", cause.verify_message or words
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            found = "connection_lost", cause.reason or words
        case ssl.SSLError():
            found = "not_superoffice" if cause.reason in _NOT_TLS else "tls", cause.reason or words
        case socket.gaierror():
            found = "unknown_host", cause.strerror or words
        case ConnectionRefusedError():
            found = "refused", cause.strerror or words
        case httpx.ProxyError():
            found = "proxy", words
        case httpx.TimeoutException():
            found = "timeout", type(cause).__name__
        case httpx.DecodingError():
            found = "unreadable", words
        case httpx.LocalProtocolError():
            # Its words quote the header, and that may hold a secret.
            found = "not_sendable", type(cause).__name__
        case httpx.RemoteProtocolError():
            # One class for "hung up" and for "that isn't HTTP"; only the words differ.
            hung_up = "disconnect" in words or "closed" in words
            found = "connection_lost" if hung_up else "not_superoffice", words
        case _:
            return None
    return found[0], found[1][:_LONGEST_MESSAGE]


def from_answer(status: int, headers: Mapping[str, str], body: bytes, host: str) -> ServerTrouble | None:
    """The trouble in an answer, or None if it is JSON to go on with.

    In the order SuperOffice's documentation asks for: the status; a 200 with `null`, an agent's way to say it
    failed; error objects, which may also come with 200. A page is not SuperOffice's API at all.
    """
    message, kind = _server_words(headers, body)
    facts: dict[str, Fact] = {"status": status, "host": host}
    facts |= {name: text for name, text in (("message", message), ("reason", kind)) if text}
    if (wait := retrying.retry_after(headers)) is not None and not 200 <= status < 300:
        facts["retry_after"] = wait
    if request_id := next((headers[name] for name in _REQUEST_IDS if headers.get(name)), ""):
        facts["request_id"] = request_id[:100]
    if not 200 <= status < 300:
        return ServerTrouble(_code_of(status), **facts)
    start = _start(body)
    if start in {b"", b"null"}:
        return ServerTrouble("empty_answer", **facts)
    if start[:1] == b"<":
        return ServerTrouble("not_superoffice", **facts)
    if start[:1] not in {b"{", b"["}:
        return ServerTrouble("unreadable", status=status, host=host)
    if kind or message:
        return ServerTrouble("refused_by_server", **facts)
    return None


def _code_of(status: int) -> str:
    if status < 400:
        return "redirect"
    return _CODES.get(status, "server_error" if status >= 500 else "refused_by_server")


def _start(body: bytes) -> bytes:
    """The first few bytes after any byte order mark and white space."""
    return body[:SMALL].removeprefix(b"\xef\xbb\xbf").strip()[:16]


def _server_words(headers: Mapping[str, str], body: bytes) -> tuple[str, str]:
    """The server's own message and its name for the error, from an error object or a line of plain text.

    REST sends {"Error": true, "ErrorType", "ErrorMessage"}; agents and ASP.NET {"Message", "MessageDetail"}; a sign-in
    service {"error": "invalid_grant", "error_description"} (RFC 6749, 5.2).
    """
    if len(body) > SMALL:
        return "", ""
    try:
        answer = outside.parsed(body)
    except ValueError:
        plain = headers.get("content-type", "").startswith("text/plain")
        if titled := _TITLE.search(body):
            return " ".join(titled[1].decode("utf-8", "replace").split()), ""
        return (body.decode("utf-8", "replace").strip()[:_LONGEST_MESSAGE] if plain else ""), ""
    if not isinstance(answer, dict):
        return "", ""
    named = {name.lower(): value for name, value in answer.items() if value not in (None, "")}
    if named.get("error") is True or "errortype" in named:
        return str(named.get("errormessage", ""))[:_LONGEST_MESSAGE], str(named.get("errortype", "Error"))
    if isinstance(named.get("error"), str) and not {"ticketid", "fieldproperties"} & named.keys():
        return str(named.get("error_description", ""))[:_LONGEST_MESSAGE], named["error"][:_LONGEST_MESSAGE]
    if "message" in named and not {"ticketid", "fieldproperties"} & named.keys():
        words = [str(named[key]) for key in ("message", "messagedetail", "exceptionmessage") if key in named]
        return " ".join(words)[:_LONGEST_MESSAGE], str(named.get("exceptiontype", ""))
    return "", ""
