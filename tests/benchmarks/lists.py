"""The demo tenant with one list of an unreasonable size, in a process of its own.

`python -m tests.benchmarks.lists NAME` prints its address on its first line and serves until it is ended.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from inspector.demo.tenant import app as tenant
from tests.servers import serve

ORDINARY = "a list"
LONG = "x" * 5_000_000


def _items(count: int) -> bytes:
    one = '{"Id":%d,"Name":"Colleague %d","ExtraInfo":"c%d"}'
    return f"[{','.join(one % (number, number, number) for number in range(1, count + 1))}]".encode()


LISTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    ORDINARY: ("MDOList/associate", lambda: _items(10)),
    "a million associates": ("MDOList/associate", lambda: _items(1_000_000)),
    "an associate's name of 5 MB": (
        "MDOList/associate",
        lambda: json.dumps([{"Id": 1, "Name": LONG, "ToolTip": LONG}]).encode(),
    ),
    "200,000 languages": ("MDOList/language", lambda: _items(200_000)),
}
"""By name: the part of its address, and how its answer is made."""


def serve_list(name: str) -> None:
    """Serve until the process is ended."""
    part, body = LISTS[name][0], LISTS[name][1]()
    true = tenant()

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and part in scope["path"]:
            await Response(body, media_type="application/json")(scope, receive, send)
        else:
            await true(scope, receive, send)

    with serve(served) as root:
        print(root, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    serve_list(sys.argv[1])
