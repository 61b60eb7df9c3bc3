"""The tenant reached in-process, as the program reaches it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

import httpx
import pytest
from starlette.applications import Starlette

from inspector.demo import tenant
from inspector.demo.company import PASSWORD

BASE = "http://demo.invalid/SuperOffice/"


class Visit(Protocol):
    """Makes a client signed in as somebody (None: nobody)."""

    def __call__(self, user: str | None = "admin") -> httpx.AsyncClient: ...


@pytest.fixture
def app() -> Starlette:
    return tenant.app()


@pytest.fixture
async def visit(app: Starlette) -> AsyncIterator[Visit]:
    clients = []

    def as_user(user: str | None = "admin") -> httpx.AsyncClient:
        auth = (user, PASSWORD) if user else None
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE, auth=auth)
        clients.append(client)
        return client

    yield as_user
    for client in clients:
        await client.aclose()
