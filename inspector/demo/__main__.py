"""Serve the demo tenant to other clients: `python -m inspector.demo --port 8123`.

Its first line of output is its base URL, printed once the port really listens.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

BASE_PATH = "/SuperOffice"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Returns 0; 1 where the port can't be had or uvicorn is not installed."""
    options = _parser().parse_args(arguments)
    try:
        import uvicorn  # noqa: PLC0415 - an optional dependency
    except ImportError:
        sys.stderr.write("Serving needs uvicorn: pip install 'ticket-draft-inspector[serve]'\n")
        return 1
    from inspector.demo import tenant  # noqa: PLC0415 - --help should not wait for it

    try:
        listener = _listener(options.host, options.port)
    except OSError as error:
        sys.stderr.write(f"{options.host}:{options.port}: {error.strerror or error}\n")
        return 1
    app = tenant.app(delay=options.delay, fail=options.fail, base_path=BASE_PATH)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    with listener, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(server, listener))
    return 0


async def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not (server.started or serving.done()):  # noqa: ASYNC110  (uvicorn has no event for it)
        await asyncio.sleep(0.01)
    if server.started:
        sys.stdout.write(f"{_base_url(listener)}\n")
        sys.stdout.flush()
    await serving


def _listener(host: str, port: int) -> socket.socket:
    """A bound socket; binding it here tells the number of a free port. Raises OSError."""
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two programs share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _base_url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{BASE_PATH}/"


def _failure(text: str) -> str:
    """Check --fail early. Raises ArgumentTypeError, which argparse turns into a usage error."""
    from inspector.demo.weather import Weather  # noqa: PLC0415 - --help should not wait for it

    try:
        Weather.forecast(fail=text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"neither a status from 400 to 599 nor a shape: {text}") from error
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inspector.demo", description="Serve the demo tenant.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on (default: any free one)")
    parser.add_argument(
        "--delay", type=float, default=0.0, metavar="S", help="seconds to wait before each answer"
    )
    parser.add_argument(
        "--fail",
        type=_failure,
        metavar="STATUS",
        help="fail every call: a status such as 503, or one of error, message, html, null, not_json",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
