"""Online tenants: where one lives, and what state it is in (GET /api/state/{ctx}, no sign-in needed)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from inspector.domain import outside
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.address import base_of, is_safe
from inspector.services.superoffice.origin import of_url
from inspector.services.superoffice.wire import Wire

_ONLINE = re.compile(r"https://([a-z-]+)\d*\.superoffice\.com(?::443)?/(Cust\d+)/", re.IGNORECASE)
_ENVIRONMENTS = {
    "sod": "sod",
    "app-sod": "sod",
    "qaonline": "qaonline",
    "app-stage": "qaonline",
    "online": "online",
    "app": "online",
    "disasterrecovery": "online",
}
"""Which environment the hosts of tenants belong to; sign-in and state stay at the environment's own host."""
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
    environment = _ENVIRONMENTS.get(found[1].lower()) if found else None
    return (f"https://{environment}.superoffice.com", found[2]) if found and environment else None


def is_online(address: str) -> bool:
    """Whether a host is SuperOffice's own, reached as they document it."""
    place = of_url(address)
    return place.startswith("https://") and place.endswith(".superoffice.com")


def may_lead(known: str, target: str) -> bool:
    """Whether credentials for a known address may follow a tenant to another: within an origin, or SuperOffice's hosts.

    The state of a tenant is told by a page without signature.
    """
    return is_safe(target) and (of_url(known) == of_url(target) or (is_online(known) and is_online(target)))


async def ask_state(wire: Wire, origin: str, ctx: str) -> TenantState:
    """Ask the environment. Raises ServerTrouble."""
    answer = await wire.call("GET", f"{origin}/api/state/{quote(ctx, safe='')}")
    try:
        served: Any = outside.parsed(answer.body)
        told = {str(name).lower(): value for name, value in served.items()}
    except outside.UNFIT:
        raise ServerTrouble("unreadable", status=answer.status) from None
    named = {name: value for name, value in told.items() if isinstance(value, str)}
    state = named.get("state") or "Unknown"
    running = told.get("isrunning")
    if str(running).lower() not in ("true", "false"):
        running = state in ("Running", "OnlineMaintenance")
    api = named.get("api") or (f"{named['endpoint'].rstrip('/')}/api" if named.get("endpoint") else "")
    return TenantState(
        state=state,
        running=str(running).lower() == "true",
        api=base_of(api),
        until=named.get("validuntil", ""),
    )
