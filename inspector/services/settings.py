"""What the program remembers between runs: connections, recent files and choices. Never a secret."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector.domain import outside
from inspector.domain.context import RequestContext
from inspector.domain.errors import FileTrouble
from inspector.domain.visible import spelled_out
from inspector.services.files import aside, read_draft, write_draft

FOLDER_VARIABLE = "TICKET_INSPECTOR_CONFIG"

_USER_INFO = re.compile(r"^([a-z][a-z0-9+.-]*://)?[^/?#]*@", re.IGNORECASE)


@dataclass
class Connection:
    """A server and a way to sign in there; a remembered secret is in the keyring, under `<id>:<kind>`."""

    id: str = ""
    name: str = ""
    url: str = ""
    scheme: str = "basic"
    user: str = ""
    remember: bool = False
    allow_plain_http: bool = False
    tag: str = ""
    """A short word that warns, such as PROD or TEST."""
    color: str = ""
    """The tag's colour, by its name in the theme (`red`, `amber`, `green`, `accent`); empty: none."""
    environment: str = ""
    """For the scheme `browser`: `sod`, `qaonline` or `online`; empty where `discovery` says it."""
    discovery: str = ""
    """For `browser`: the address of an OpenID Connect discovery document of one's own."""
    client_id: str = ""
    redirect_port: int = 0
    """The port the app's registration allows for the answer on 127.0.0.1; 0 is any free one."""
    redirect_path: str = ""
    certificate: str = ""
    """A certificate (PEM) that this connection trusts although the system does not."""
    certificate_origin: str = ""
    """The scheme, host and port that showed it; it is trusted nowhere else."""
    context: RequestContext = field(default_factory=RequestContext)
    unknown: dict[str, Any] = field(default_factory=dict, repr=False)
    unknown_context: dict[str, Any] = field(default_factory=dict, repr=False)
    """The same, of its context."""

    def __post_init__(self) -> None:
        # They are typed into fields of one line; a file may hold what turns a name around, or hides in it.
        self.name, self.user, self.tag = map(spelled_out, (self.name, self.user, self.tag))


@dataclass
class Receipt:
    """Says that a secret is in a keyring; never the secret. Keyrings can't be asked what is in them."""

    connection: str = ""
    """The connection's id."""
    kind: str = ""
    backend: str = ""
    origin: str = ""
    """Whom it may be sent to: see superoffice/origin.py. Empty in receipts of old: then nobody."""
    written: str = ""
    """ISO, in UTC; so is `used`."""
    used: str = ""
    unknown: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def entry(self) -> str:
        """The name of the keyring's entry."""
        return f"{self.connection}:{self.kind}"


@dataclass(frozen=True)
class PutAside:
    """A file of settings that could not be understood, or not in every part."""

    file: Path
    """Where all that was in it is kept; the file itself where no copy could be made, until it is next saved."""
    is_partial: bool
    """Whether the rest of it is in use."""


@dataclass
class Settings:
    """Everything remembered. `unknown` is what a newer version wrote, so that this one does not lose it."""

    connections: list[Connection] = field(default_factory=list)
    last_connection: str = ""
    recent_files: list[str] = field(default_factory=list)
    recent_choices: dict[str, list[str]] = field(default_factory=dict)
    """By kind (`language`, `culture`, `time_zone`): the codes picked last, latest first."""
    pins: dict[str, list[str]] = field(default_factory=dict)
    """By connection: the JSON Pointers of the properties that are repeated on top, in the order of pinning."""
    muted_rules: dict[str, dict[str, str]] = field(default_factory=dict)
    """By connection: the rules of the check-up (domain/checkup.py) that are not to be told, each with the reason."""
    receipts: list[Receipt] = field(default_factory=list)
    look_for_volatile: bool = True
    """Whether the first answer of each connection is quietly asked for again, to see which values move."""
    update_address: str = (
        "https://api.github.com/repos/ticket-draft-inspector/ticket-draft-inspector/releases/latest"
    )
    """What Help > Check for Updates asks; see services/updates.py."""
    largest_body: int = 64 * 1024 * 1024
    """Bytes, decoded, above which an answer is not taken in."""
    unknown: dict[str, Any] = field(default_factory=dict, repr=False)
    put_aside: PutAside | None = field(default=None, repr=False, compare=False)
    """What came of reading them; not itself remembered."""

    def receipt(self, entry: str) -> Receipt | None:
        """The receipt of a keyring's entry."""
        return next((one for one in self.receipts if one.entry == entry), None)

    def note_written(self, entry: str, backend: str, origin: str) -> None:
        """A secret was put into the keyring, for nobody but `origin`."""
        self.note_deleted(entry)
        connection, _, kind = entry.partition(":")
        self.receipts.append(Receipt(connection, kind, backend, origin, _now(), _now()))

    def note_used(self, entry: str) -> None:
        """A secret was taken from the keyring."""
        for receipt in self.receipts:
            if receipt.entry == entry:
                receipt.used = _now()

    def note_deleted(self, entry: str) -> None:
        """A secret is no longer in the keyring."""
        self.receipts = [one for one in self.receipts if one.entry != entry]

    def connection(self, identity: str) -> Connection | None:
        """The connection with this id."""
        return next((one for one in self.connections if one.id == identity), None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def folder() -> Path:
    """Where settings live; FOLDER_VARIABLE overrides the system's usual place."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the variable says it all

    return user_config_path("TicketDraftInspector", appauthor=False, roaming=True)


def cache_folder() -> Path:
    """Where things lie that can be fetched again; FOLDER_VARIABLE overrides the system's usual place."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen) / "cache"
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where the variable says it all

    return user_cache_path("TicketDraftInspector", appauthor=False)


def data_folder() -> Path:
    """Where things lie that belong to this computer alone; FOLDER_VARIABLE overrides the system's usual place."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where the variable says it all

    return user_data_path("TicketDraftInspector", appauthor=False)


def load() -> Settings:
    """The settings as saved; defaults where there are none or where a value does not fit.

    What can't be read or understood is kept as `settings.broken-<time>.json`, and `put_aside` says so: the file itself,
    or a copy of one of which only a part does not fit, so that the next save can't cost it. Raises nothing.
    """
    path = folder() / "settings.json"
    lost: list[str] = []
    try:
        data = read_draft(path)
        saved = outside.parsed(data)
        if not isinstance(saved, dict):
            raise ValueError
        found = _settings_from(saved, lost)
    except FileTrouble as trouble:
        return Settings() if trouble.code == "not_found" else Settings(put_aside=_set_aside(path))
    except outside.UNFIT:
        return Settings(put_aside=_set_aside(path))
    if lost:
        found.put_aside = _copy_aside(path, data, found)
    return found


def _is_understood(data: bytes) -> bool:
    """Whether all that is in a file of settings is in use once it is loaded."""
    lost: list[str] = []
    try:
        _settings_from(outside.parsed(data), lost)
    except outside.UNFIT:
        return False
    return not lost


def save(settings: Settings) -> None:
    """Write what differs from the defaults. Raises FileTrouble; the earlier file is then untouched."""
    write(encode(settings))


def encode(settings: Settings) -> bytes:
    """What differs from the defaults, as the file has it."""
    return as_file(_to_json(settings))


def as_file(told: dict[str, Any]) -> bytes:
    """JSON for people to read; half a surrogate pair, which UTF-8 can't hold, as JSON escapes it."""
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode(errors="backslashreplace")


def write(data: bytes) -> None:
    """Write what `encode` gave. Raises FileTrouble; the earlier file is then untouched.

    Where that holds what could not be understood, and could not be put aside when it was loaded, that is done first.
    """
    path = folder() / "settings.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise FileTrouble("no_folder", path=str(path.parent), reason=error.strerror or "") from error
    before = b"{}"
    with suppress(FileTrouble):  # there is none
        before = read_draft(path)
    if not _is_understood(before):
        write_draft(aside(path), before, private=True)
    write_draft(path, data, private=True)


def decode(saved: dict[str, Any]) -> Settings:
    """Settings from what `encode` wrote, read as JSON; what does not fit is left out."""
    return _settings_from(saved, [])


def new_id() -> str:
    """For a connection that has none yet."""
    return os.urandom(6).hex()


def without_user(address: str) -> str:
    """The address without the user name and password that people paste along with it."""
    return _USER_INFO.sub(r"\1", address)


def _set_aside(path: Path) -> PutAside:
    with suppress(OSError):
        return PutAside(path.replace(aside(path)), is_partial=False)
    return PutAside(path, is_partial=False)


def _copy_aside(path: Path, data: bytes, rest: Settings) -> PutAside:
    """Keep a copy; the rest takes the file's place at once, so that it is said only once."""
    with suppress(FileTrouble):
        write_draft(kept := aside(path), data, private=True)
        write_draft(path, encode(rest), private=True)
        return PutAside(kept, is_partial=True)
    return PutAside(path, is_partial=True)


def _settings_from(saved: dict[str, Any], lost: list[str]) -> Settings:
    """What fits; the names of what does not are added to `lost`."""
    known = fitting(Settings(), saved, lost)
    connections = [_connection_from(one, lost) for one in _objects(known.pop("connections", []), lost)]
    choices = {kind: _texts(codes, lost) for kind, codes in known.pop("recent_choices", {}).items()}
    pins = {place: _texts(paths, lost) for place, paths in known.pop("pins", {}).items()}
    files = _texts(known.pop("recent_files", []), lost)
    known["muted_rules"] = {
        place: _reasons(rules, lost) for place, rules in known.get("muted_rules", {}).items()
    }
    known["receipts"] = [
        Receipt(**fitting(Receipt(), one, lost), unknown=_unknown(Receipt(), one))
        for one in _objects(known.get("receipts", []), lost)
    ]
    if known.get("largest_body", 1) <= 0:
        lost.append("largest_body")
        del known["largest_body"]
    known["unknown"] = _unknown(Settings(), saved)
    return Settings(connections=connections, recent_choices=choices, recent_files=files, pins=pins, **known)


def _connection_from(saved: dict[str, Any], lost: list[str]) -> Connection:
    known = fitting(Connection(), {name: value for name, value in saved.items() if name != "context"}, lost)
    known["context"] = RequestContext(**fitting(RequestContext(), saved.get("context"), lost))
    known["unknown"] = _unknown(Connection(), saved)
    if isinstance(context := saved.get("context"), dict):
        known["unknown_context"] = _unknown(RequestContext(), context)
    return Connection(**known)


def fitting(blank: Any, saved: object, lost: list[str]) -> dict[str, Any]:
    """The saved values that are of the type a blank object has there; a None may become a text."""
    if not isinstance(saved, dict):
        lost += [type(blank).__name__] * (saved is not None)
        return {}
    kinds = {one.name: getattr(blank, one.name) for one in fields(blank) if one.name not in _NOT_SAVED}
    found = {}
    for name in kinds.keys() & saved.keys():
        if type(saved[name]) is (str if kinds[name] is None else type(kinds[name])):
            found[name] = saved[name]
        elif saved[name] is not None:
            lost.append(name)
    return found


_NOT_SAVED = ("unknown", "unknown_context", "put_aside")
"""Fields that stand for no name in the file."""


def _objects(values: list[Any], lost: list[str]) -> list[dict[str, Any]]:
    found = [value for value in values if isinstance(value, dict)]
    lost += ["object"] * (len(values) - len(found))
    return found


def _unknown(blank: Any, saved: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(blank) if one.name not in _NOT_SAVED}
    return {name: value for name, value in saved.items() if name not in names}


def _reasons(rules: object, lost: list[str]) -> dict[str, str]:
    held = rules if isinstance(rules, dict) else {}
    found = {rule: reason for rule, reason in held.items() if isinstance(reason, str)}
    if found != rules:
        lost.append("muted_rules")
    return found


def _texts(values: object, lost: list[str]) -> list[str]:
    found = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
    if found != values:
        lost.append("text")
    return found


def _to_json(value: Any) -> Any:
    """Plain JSON of an object: its fields that are not as in a blank one, then what we did not understand."""
    if isinstance(value, list):
        return [_to_json(one) for one in value]
    if not isinstance(value, Settings | Connection | Receipt | RequestContext):
        return value
    blank = type(value)()
    now = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _NOT_SAVED}
    changed = {name: _to_json(held) for name, held in now.items() if held != getattr(blank, name)}
    if isinstance(value, Connection) and value.unknown_context:
        changed["context"] = value.unknown_context | changed.get("context", {})
    for name in {"url", "discovery"} & changed.keys():
        changed[name] = without_user(changed[name])
    return changed | {
        name: kept for name, kept in getattr(value, "unknown", {}).items() if name not in changed
    }
