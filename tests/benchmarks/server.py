"""A SuperOffice of one ticket, in a process of its own so that the two do not take turns at one interpreter.

`python -m tests.benchmarks.server FILE` prints the base URL on its first line and serves FILE as the default ticket.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PRINCIPAL = b'{"UserName":"bench","FullName":"Bench Mark","AssociateId":5,"EjUserId":7}'


class Handler(BaseHTTPRequestHandler):
    """Says who is signed in, gives the ticket, and knows no lists."""

    protocol_version = "HTTP/1.1"
    ticket = b""

    def do_GET(self) -> None:
        if self.path.endswith("/User/currentPrincipal"):
            self._answer(200, PRINCIPAL)
        else:
            self._answer(404, b'{"Error":true}')

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._answer(200, self.ticket)

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: writing disturbs the clock."""


if __name__ == "__main__":
    Handler.ticket = Path(sys.argv[1]).read_bytes()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/SuperOffice", flush=True)
        server.serve_forever()
