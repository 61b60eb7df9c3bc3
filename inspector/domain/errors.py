"""The one exception tree.

InspectorError            everything this program raises on purpose; carries a code and facts, never prose
├── InvalidJson           bytes that are not JSON this program can keep exactly
├── NotATicket            JSON, but not a TicketEntity
├── InvalidValue          what a person typed does not fit the type
├── AddressTrouble        the pasted server address can't be used
├── ServerTrouble         the server, or the way to it, failed
├── UpdateTrouble         the newest version could not be found out
├── KeyringTrouble        the OS keyring can't be used
└── FileTrouble           a file can't be read or written

Codes become sentences where they are shown (`ui/troubles.py`); facts must never hold a secret.
"""

from __future__ import annotations

Fact = str | int | float | None


class InspectorError(Exception):
    """A failure with a stable `code` and the `facts` a sentence about it needs."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class InvalidJson(InspectorError):
    """Codes: `empty`, `encoding`, `syntax` (facts `line`, `position` where known), `too_deep`."""


class NotATicket(InspectorError):
    """Codes: `null`, `not_object`, `no_ticket_properties`, `older_carrier` (a `Ticket`), `mixed_names`;
    `not_connections` for a file of connections."""


class InvalidValue(InspectorError):
    """What was typed can't be what the field holds, or nobody can tell what it means.

    Codes: `not_integer`, `not_number`, `ambiguous`, `out_of_range`, `not_date`, `not_time`, `no_offset`, `no_clock`,
    `too_fine`, `not_in_enum`.
    Facts: `text`; of `ambiguous`, `one` and `other`: what it may mean; of `out_of_range`, `low` and `high`; of
    `too_fine`, `digits`: how many a second may have.
    """


class AddressTrouble(InspectorError):
    """Codes: `empty`, `not_an_address`, `plain_http` (fact `host`)."""


class ServerTrouble(InspectorError):
    """The server, or the way to it, failed.

    Codes: `unknown_host`, `refused`, `timeout`, `certificate`, `tls` (no common version), `connection_lost`, `proxy`,
    `proxy_setting` and `proxy_away` (fact `proxy`), `certificate_setting`, `bad_address`, `not_sendable` (what
    was to be sent holds signs that no header may hold),
    `sign_in_refused` (401), `forbidden` (403), `not_superoffice`, `not_found`, `wrong_subdomain` (421), `throttled`
    (429), `unavailable` (502, 503, 504), `server_error`, `refused_by_server` (an error object or another 4xx),
    `empty_answer` (200 with `null`), `unreadable` (not JSON), `too_large`, `redirect`, `offline` (nobody is signed in),
    `no_types` (the server does not know the defaults of request types; fact `needs` is the release that does),
    `no_such_type` (it knows none of the one that was asked for).
    Signing in through the browser: `port_taken` (fact `port`), `browser_timeout`, `consent` (the provider said no),
    `login_required`, `provider_unavailable`, `registration` (the provider knows this program otherwise, or not at
    all), `not_a_provider`, `bad_token` (an id_token that is not valid), `no_tenant`, `signed_out` (no longer
    renewable).
    The tenant: `tenant_maintenance`, `tenant_provisioning`, `tenant_suspended`, `tenant_gone`, `tenant_stopped`; fact
    `until` is when to ask again.
    Facts, where known: `status`, `host`, `message` (the server's own words), `reason`.
    """


class UpdateTrouble(InspectorError):
    """Which version is the newest could not be found out.

    Codes: those of ServerTrouble for the way to a server, and `not_https`, `bad_address`, `status` (fact `status`),
    `unreadable`.
    """


class KeyringTrouble(InspectorError):
    """Codes: `missing`, `unsafe` (plain-text back-end), `locked`, `timeout`, `failed`; fact `backend`."""


class FileTrouble(InspectorError):
    """A file can't be read or written.

    Codes: `not_found`, `no_folder`, `read_only`, `in_use` (by another program), `open_here` (in another window),
    `is_draft` (where an export was to go), `changed` (by another program), `disk_full`, `is_folder`, `too_large`,
    `failed`. Facts: `path`, `reason`.
    """
