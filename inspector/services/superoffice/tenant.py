"""Online tenants: where one lives, and what state it is in (GET /api/state/{ctx}, no sign-in needed)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.wire import Wire

_ONLINE = re.compile(r"https://(sod|qaonline|online)\d*\.superoffice\.com/(Cust\d+)/", re.IGNORECASE)
_CODES = {
    "OfflineMaintenance": "tenant_maintenance",
    "MigrationPending": "tenant_maintenance",
    "Provisioning": "tenant_provisioning",
    "Suspended": "tenant_suspended",
    "Deleted": "tenant_gone",
    "Deleting": "tenant_gone",
}


@dataclass(frozen=True)
class TenantState:
    """What an environment says of a tenant."""

    state: str
    running: bool
    api: str = ""
    """Base address as the client wants it, ending in `/api/v1/`; empty on older servers, which do not say."""
    until: str = ""
    """When to ask again, ISO in UTC."""

    def trouble(self) -> ServerTrouble | None:
        """Why nobody can work there just now, or None."""
        if self.running:
            return None
        return ServerTrouble(_CODES.get(self.state, "tenant_stopped"), reason=self.state, until=self.until)


def of_base(base: str) -> tuple[str, str] | None:
    """The environment's origin and the tenant's name in an API address; None for a server of one's own."""
    found = _ONLINE.match(base)
    return (f"https://{found[1].lower()}.superoffice.com", found[2]) if found else None


async def ask_state(wire: Wire, origin: str, ctx: str) -> TenantState:
    """Ask the environment. Raises ServerTrouble."""
    answer = await wire.call("GET", f"{origin}/api/state/{quote(ctx, safe='')}")
    try:
        served: Any = json.loads(answer.body.decode("utf-8-sig"))
        told = {str(name).lower(): value for name, value in served.items()}
    except (ValueError, AttributeError, RecursionError):
        raise ServerTrouble("unreadable", status=answer.status) from None
    state = str(told.get("state") or "Unknown")
    running = told.get("isrunning")
    api = told.get("api") or (f"{told['endpoint']}/api" if told.get("endpoint") else "")
    return TenantState(
        state=state,
        running=running if isinstance(running, bool) else state in ("Running", "OnlineMaintenance"),
        api=f"{str(api).rstrip('/')}/v1/" if api else "",
        until=str(told.get("validuntil") or ""),
    )
