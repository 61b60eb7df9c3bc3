"""The tenant reached in-process, as the program reaches it."""

from __future__ import annotations

import httpx
import pytest

from inspector.demo import tenant
from inspector.demo.company import PASSWORD

BASE = "http://demo.invalid/SuperOffice/"


@pytest.fixture
def app():
    return tenant.app()


@pytest.fixture
async def visit(app):
    """A function that makes a client signed in as somebody (None: nobody)."""
    clients = []

    def as_user(user="admin"):
        auth = (user, PASSWORD) if user else None
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE, auth=auth)
        clients.append(client)
        return client

    yield as_user
    for client in clients:
        await client.aclose()
