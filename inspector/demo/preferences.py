"""Preferences on every level, those that only look like preferences among them.

The closest level wins: Individual before Group, Database, SystemWide and HardDefault. Sections and keys of mapped
preferences are printed nowhere; those here are ours. Sources: SuperOffice's pages on the archives UserPreferences and
MappedPreferences and on the enum PreferenceLevel; Swagger of the Preference agent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from inspector.demo import company, desk, users
from inspector.demo.company import Associate, Persona
from inspector.demo.texts import words
from inspector.demo.wire import Tree

Level = Literal["HardDefault", "SystemWide", "Database", "Group", "Individual"]
LEVELS: dict[Level, tuple[int, str]] = {
    "HardDefault": (1, "default"),
    "SystemWide": (2, "system"),
    "Database": (3, "database"),
    "Group": (4, "group"),
    "Individual": (5, "user"),
}
"""Number, and the entity of the archives."""


class Setting(NamedTuple):
    """A preference on one level. `owner`: the number of a group or an associate, 0 for everybody."""

    section: str
    key: str
    level: Level
    value: str
    owner: int = 0
    mapped: bool = False
    number: int = 0

    @property
    def owner_name(self) -> str:
        """Whose it is."""
        if self.level == "Individual":
            return company.BY_ID[self.owner].name
        return company.GROUPS[self.owner] if self.level == "Group" else ""

    @property
    def shown(self) -> str:
        """The value by name."""
        return _SHOWN.get(self.key, str)(self.value)

    def concerns(self, who: Associate) -> bool:
        """Whether it is one of those that this colleague's preferences come of."""
        return {"Individual": self.owner == who.id, "Group": self.owner in who.groups}.get(self.level, True)


def _yes_or_no(value: str) -> str:
    return "[SR_YES]" if value == "1" else "[SR_NO]"


_SHOWN: dict[str, Callable[[str], str]] = {
    "defaultTicketStatusOpen": lambda value: desk.STATUSES[int(value)].name,
    "RequestUseLastCategory": _yes_or_no,
    "RequestDefaultCategory": lambda value: desk.CATEGORIES[int(value)].full_name,
    "RequestDefaultOwner": lambda value: words(("Automatic", "Nobody", "Yourself")[int(value) - 1]),
    "ExternalAccessLevelAsDefault": _yes_or_no,
}
_SERVICE, _MAPPED = "serviceSettings", "Service"


def _mapped() -> list[Setting]:
    """Settings of Service: each user's own, which stand in ejuser, and the system's."""
    found = [Setting(_MAPPED, "ExternalAccessLevelAsDefault", "SystemWide", "0")]
    for who in company.ASSOCIATES:
        if not who.service_id or who.retired:
            continue
        user = users.of(who)
        values = {
            "RequestUseLastCategory": int(bool(user.flags & users.USE_LAST)),
            "RequestDefaultCategory": user.default_category,
            "RequestDefaultOwner": user.default_user,
        }
        found += [Setting(_MAPPED, key, "Individual", str(value), who.id) for key, value in values.items()]
    return [setting._replace(mapped=True) for setting in found]


def _numbered(settings: list[Setting]) -> tuple[Setting, ...]:
    return tuple(
        setting if setting.mapped or setting.level == "HardDefault" else setting._replace(number=900 + number)
        for number, setting in enumerate(settings)
    )


SETTINGS = _numbered(
    [
        Setting(_SERVICE, "defaultTicketStatusOpen", "HardDefault", "1"),
        Setting(_SERVICE, "defaultTicketStatusOpen", "Database", "1"),
        Setting(_SERVICE, "defaultTicketStatusOpen", "Group", "7", 2),
        Setting(_SERVICE, "defaultTicketStatusOpen", "Individual", "6", 2),
        Setting("Functions", "ShowReleaseNotes", "HardDefault", "1"),
        Setting("Functions", "ShowReleaseNotes", "SystemWide", "0"),
        Setting("Visual", "ColourTheme", "HardDefault", "Light"),
        Setting("Visual", "ColourTheme", "Individual", "Dark", 1),
        *_mapped(),
    ]
)


def rows(*, only_mapped: bool = False) -> list[Tree]:
    """All settings as the archives UserPreferences and MappedPreferences tell them."""
    return [
        _row(number, setting)
        for number, setting in enumerate(SETTINGS, 1)
        if setting.mapped or not only_mapped
    ]


def _row(number: int, setting: Setting) -> Tree:
    level, entity = LEVELS[setting.level]
    return {
        "PrimaryKey": number,
        "EntityName": entity,
        "sectionKey": f"{setting.section}!{setting.key}",
        "userpreferenceId": setting.number,
        "deflevel": level,
        "deflevelname": setting.level,
        "maxlevel": 5,
        "maxlevelname": "Individual",
        "ownerId": setting.owner,
        "owner": setting.owner_name,
        "prefsection": setting.section,
        "prefkey": setting.key,
        "prefvalue": setting.value,
        "value": setting.shown,
    }


def effective(who: Associate, section: str, key: str) -> Setting | None:
    """What holds for a colleague: the setting closest to them."""
    asked = (section.lower(), key.lower())
    found = [one for one in SETTINGS if (one.section.lower(), one.key.lower()) == asked and one.concerns(who)]
    return max(found, key=lambda one: LEVELS[one.level][0], default=None)


def preference(persona: Persona, section: str, key: str) -> Tree:
    """The Preference carrier; its level is Undefined where nothing is set."""
    setting = effective(persona.associate, section, key)
    return {
        "Level": setting.level if setting else "Undefined",
        "RawValue": setting.value if setting else "",
        "Specification": {"Section": section, "Key": key, "TableRight": None, "FieldProperties": {}},
        "DisplayValue": setting.shown if setting else "",
        "DisplayTooltip": "",
        "DisplayType": "Unknown",
        "TabOrder": None,
        "TargetId": setting.owner if setting else 0,
        "PrefDescId": 0,
        "TableName": "",
        "UserPreferenceId": setting.number if setting else 0,
        "TableRight": None,
        "FieldProperties": {},
    }


def startup(persona: Persona, minutes: int) -> Tree:
    """The CustomerServiceStartup carrier; `minutes` is the offset from UTC at this moment."""
    specs = dict.fromkeys((one.section, one.key) for one in SETTINGS if one.section in (_SERVICE, _MAPPED))
    return {
        "TimezoneEnabled": True,
        "TZOffset": minutes,
        "RecaptchaSiteKey": "",
        "SelectedPreferences": [preference(persona, *spec) for spec in specs],
        "TableRight": None,
        "FieldProperties": {},
    }
