"""A program that signs in, works, and dies: run by test_leaks, which then looks for its secret everywhere.

Reads from standard input, as JSON: the address, the credentials, where to save, and whether to leak on purpose.
"""

from __future__ import annotations

import asyncio
import faulthandler
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from inspector.domain import entity
from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services import files, redaction, settings
from inspector.services.settings import Connection, Settings
from inspector.services.superoffice.browser import Browser
from inspector.services.superoffice.journal import Journal
from inspector.services.superoffice.oidc import Grant
from inspector.services.superoffice.reach import reach
from inspector.services.superoffice.sign_in import Credentials
from inspector.services.superoffice.wire import Way
from inspector.words import failures
from tests.identity import CLIENT, TestBrowser


async def work(told: dict[str, Any]) -> None:
    credentials = Credentials(**told["credentials"])
    redaction.guard(credentials.secret, credentials.user)
    redaction.guard(credentials.second)
    connection = Connection("1", "Work", told["url"], credentials.scheme, credentials.user, True)
    connection.discovery, connection.client_id = told["discovery"], CLIENT
    connection.environment = "" if told["discovery"] else "online"
    journal = Journal()
    grants: list[Grant] = []
    way, browser = Way(journal=journal), Browser(TestBrowser(), "You can close this page")
    session = await reach(connection, credentials, way, browser, grants.append)
    tokens = [token for grant in grants for token in (grant.access_token, grant.refresh_token)]
    for token in tokens:
        redaction.guard(token)
    async with session.client as client:
        settings.save(Settings(connections=[connection]))
        ticket = entity.open_ticket((await client.default_ticket(RequestContext("en"))).body, least=1)
        files.write_draft(Path(told["draft"]), ticket.to_bytes())
        logging.getLogger("test").warning("%r %r %r", session, credentials, list(journal.entries))
        logging.getLogger("test").warning("%r", grants)
        print("\n".join(entry.snippet().as_curl() for entry in journal.entries))
        try:
            await client.mdo_list("there-is-no-such-list")
        except ServerTrouble as trouble:
            print(failures.write(trouble, "on purpose"))
            logging.getLogger("test").error("as it is", exc_info=trouble)
        if told["leak"]:
            Path(told["draft"]).with_name("leak.txt").write_text([credentials.secret, *tokens][-1], "utf-8")
        print("ready", json.dumps(tokens), flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        failing = asyncio.ensure_future(fail([credentials.secret, *tokens][-1]))
        await asyncio.wait([failing])
        logging.getLogger("test").error("in a task", exc_info=failing.exception())
        os.abort()


async def fail(secret: str) -> None:
    raise ValueError(f"what a library might say about {secret}")


if __name__ == "__main__":
    faulthandler.enable()
    redaction.install("debug")
    asyncio.run(work(json.loads(sys.stdin.readline())))
