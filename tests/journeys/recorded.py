"""A server that remembers what it was asked, and can hold an answer back."""

from __future__ import annotations

import asyncio
import threading

from starlette.types import ASGIApp, Receive, Scope, Send


class Recorded:
    """An ASGI app that keeps the headers of each call to the one inside it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answered: list[str] = []
        """The languages of the fetches that are over, answered or abandoned."""
        self.held = "nothing"
        """The language whose fetch waits until `release` is set."""
        self.release = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append((scope["path"], headers))
        if not scope["path"].endswith("CreateDefaultTicketEntity"):
            await self._app(scope, receive, send)
            return
        language = headers.get("so-language", "")
        try:
            while language == self.held and not self.release.is_set():  # noqa: ASYNC110 - set in another thread
                await asyncio.sleep(0.01)
            await self._app(scope, receive, send)
        finally:
            self.answered.append(language)

    def fetches(self) -> list[dict[str, str | None]]:
        """The context of every fetch, as its headers say."""
        names = ("so-language", "so-culture", "so-timezone")
        return [
            {name: headers.get(name) for name in names}
            for path, headers in self.asked
            if path.endswith("CreateDefaultTicketEntity")
        ]
