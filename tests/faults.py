"""Bad weather in one table: what a server may do, and what a person must then be told.

`python -m tests.faults` prints the table as Markdown, for the README beside it.
"""

from __future__ import annotations

import json
import socket
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.services.faulty import Asked, Handler, answer
from tests.waiting import PATIENCE

TICKET = b'{"TicketId":0,"Title":"","OwnedBy":{"AssociateId":7,"FullName":"Tim H\xc3\xb8yland"},"Tags":[]}'
LOADS = "loads"
HTML = "<!DOCTYPE html><html><head><title>Service Unavailable</title></head><body>Down</body></html>"
REST = json.dumps({"Error": True, "ErrorType": "SoException", "ErrorMessage": "Sentry denies access"})
AGENT = json.dumps({"Message": "The request is invalid.", "MessageDetail": "No such agent"})


@dataclass(frozen=True)
class Fault:
    """What the server does instead of answering, and the code of the trouble it makes; LOADS for none."""

    reply: Callable[[Asked, Handler], bytes | None]
    code: str
    patient: bool = False
    """Whether it shows only after a time-out."""


def _always(reply: bytes) -> Callable[[Asked, Handler], bytes | None]:
    return lambda asked, handler: reply


def _body(body: bytes | str, **headers: str) -> Fault:
    return Fault(_always(answer(200, body, **headers)), "unreadable")


def _loads(body: bytes, **headers: str) -> Fault:
    return Fault(_always(answer(200, body, **headers)), LOADS)


def _hang(asked: Asked, handler: Handler) -> None:
    handler.server.place.over.wait(PATIENCE)


def _slow_start(asked: Asked, handler: Handler) -> bytes:
    time.sleep(0.3)
    return answer(200, TICKET)


def _drip(asked: Asked, handler: Handler) -> None:
    handler.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(TICKET)}\r\n\r\n".encode())
    for byte in TICKET:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.005)


def _broken_off(start: bytes, *, reset: bool) -> Callable[[Asked, Handler], None]:
    def reply(asked: Asked, handler: Handler) -> None:
        handler.wfile.write(start)
        if reset:  # lingering for zero seconds makes close() send a reset
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()

    return reply


def _chunked_and_cut(asked: Asked, handler: Handler) -> None:
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n" + TICKET[:16] + b"\r\n"
    )


def _moved(place: str, status: int = 302) -> Fault:
    return Fault(_always(answer(status, "", Location=place)), "redirect")


@cache
def _bomb() -> bytes:
    """Made in small pieces: the server is a thread of the program that must not stand still."""
    made, megabyte = zlib.compressobj(9, wbits=31), b"0" * (1 << 20)
    pieces = [b'{"TicketId":0,"Title":"', *[megabyte] * 80, b'"}']
    return b"".join(map(made.compress, pieces)) + made.flush()


STATUS = {
    400: "refused_by_server",
    401: "sign_in_refused",
    403: "forbidden",
    404: "not_found",
    405: "refused_by_server",
    407: "proxy",
    409: "refused_by_server",
    413: "refused_by_server",
    415: "refused_by_server",
    418: "refused_by_server",
    421: "wrong_subdomain",
    429: "throttled",
    500: "server_error",
    501: "server_error",
    502: "unavailable",
    503: "unavailable",
    504: "unavailable",
}
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + TICKET[:20]

FAULTS: dict[str, Fault] = {
    **{f"status {status}": Fault(_always(answer(status, AGENT)), code) for status, code in STATUS.items()},
    "REST error object with status 200": Fault(_always(answer(200, REST)), "refused_by_server"),
    "page of a proxy with status 503": Fault(_always(answer(503, HTML, "text/html")), "unavailable"),
    "empty body": Fault(_always(answer(200)), "empty_answer"),
    "null": Fault(_always(answer(200, "null")), "empty_answer"),
    "array": _body("[]"),
    "HTML": Fault(_always(answer(200, HTML, "text/html")), "not_superoffice"),
    "XML": Fault(_always(answer(200, "<TicketEntity/>", "application/xml")), "not_superoffice"),
    "text": _body("It works!"),
    "truncated JSON": _body(TICKET[:30]),
    "JSON of something else": _body('{"Name":"x"}'),
    "Content-Length too large": Fault(_broken_off(HALF, reset=False), "connection_lost"),
    "Content-Length too small": _body(TICKET, Content_Length="20"),
    "chunked and cut": Fault(_chunked_and_cut, "connection_lost"),
    "invalid UTF-8": _body(b'{"TicketId":0,"Title":"\xff"}'),
    "byte order mark": _loads(b"\xef\xbb\xbf" + TICKET),
    "UTF-16": _body(TICKET.decode().encode("utf-16")),
    "50,000 levels deep": _body(b'{"TicketId":0,"Title":' + b"[" * 50_000 + b"]" * 50_000 + b"}"),
    "duplicate keys": _loads(b'{"TicketId":0,"Title":"a","Title":"b","OwnedBy":null}'),
    "integer of 6,000 digits": _loads(b'{"TicketId":0,"Title":"","X":' + b"9" * 6000 + b"}"),
    "1e400": _loads(b'{"TicketId":0,"Title":"","X":1e400}'),
    "NaN": _body(b'{"TicketId":0,"Title":"","X":NaN}'),
    "wrong types in every rights field": _loads(
        b'{"TicketId":0,"Title":"","TableRight":[1],"FieldProperties":{"Title":{"FieldRight":{"Mask":{},"Reason":[]},'
        b'"FieldType":7,"FieldLength":"x"},"TicketId":3,"X":null}}'
    ),
    "gzip bomb of 80 MB": Fault(
        lambda asked, handler: answer(200, _bomb(), Content_Encoding="gzip"), "too_large"
    ),
    "gzip that is none": _body(b"no gzip", Content_Encoding="gzip"),
    "slow start": Fault(_slow_start, LOADS),
    "a byte now and then": Fault(_drip, LOADS),
    "hang": Fault(_hang, "timeout", patient=True),
    "closed before the headers": Fault(_broken_off(b"", reset=False), "connection_lost"),
    "reset before the headers": Fault(_broken_off(b"", reset=True), "connection_lost"),
    "reset within the headers": Fault(_broken_off(HALF[:20], reset=True), "connection_lost"),
    "reset after the headers": Fault(_broken_off(HALF, reset=True), "connection_lost"),
    "no HTTP at all": Fault(_always(b"220 mail.example.com ESMTP\r\n\r\n"), "not_superoffice"),
    "redirect to itself": Fault(lambda asked, handler: answer(302, "", Location=asked.path), "redirect"),
    "redirect to another origin": _moved("http://127.0.0.1:9/elsewhere"),
    "redirect to a file": _moved("file:///etc/passwd", 307),
}


class Weather:
    """A server that is a tenant until a fault is switched on, and then only its create-default call fails."""

    root = ""
    """Where it is, as `http://127.0.0.1:port`; whoever serves it says so."""

    def __init__(self) -> None:
        self.fault: Fault | None = None

    def reply(self, asked: Asked, handler: Handler) -> bytes | None:
        path = asked.path.split("?")[0]
        if path.endswith("CreateDefaultTicketEntity"):
            return answer(200, TICKET) if self.fault is None else self.fault.reply(asked, handler)
        if path.endswith("currentPrincipal"):
            return answer(200, json.dumps({"UserName": "tom", "FullName": "Tom Berg", "AssociateId": 5}))
        if path.endswith("/api"):
            return answer(200, json.dumps({"NetServerVersion": "11.10.721.0"}))
        if self.fault is not None and path.startswith("/SuperOffice/api/v1/Agents/Ticket"):
            return self.fault.reply(asked, handler)
        return answer(200, "[]")


def markdown() -> str:
    """The table, for people to read."""
    from inspector.domain.errors import ServerTrouble
    from inspector.words.troubles import explain
    from tests.cable import BREAKS

    groups: dict[str, list[str]] = {}
    codes = {name: fault.code for name, fault in FAULTS.items()}
    codes |= {name: broken.code for name, broken in BREAKS.items()}
    for name, code in codes.items():
        told = "the ticket, as it was served"
        if code != LOADS:
            told = explain(ServerTrouble(code, host="crm.example.com")).split(". ")[0].rstrip(".")
        groups.setdefault(told, []).append(name)
    lines = ["| what the person reads | what the server did |", "| --- | --- |"]
    lines += [f"| {told} | {', '.join(names)} |" for told, names in groups.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(markdown())
