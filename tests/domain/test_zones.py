from datetime import UTC, datetime

import pytest

from inspector.demo import timezones
from inspector.domain import choices, zones
from tests.present import present

SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


def test_the_built_in_rules_are_those_of_the_codes_that_are_offered() -> None:
    assert set(zones.IANA) == {choice.code for choice in choices.TIME_ZONES} - {"ES"}
    assert all(zones.zone_of(code, {}) is not None for code in zones.IANA)


def test_they_agree_with_what_a_tenant_says() -> None:
    tenants = {zone.code: zone.iana for zone in timezones.ZONES}
    for code in tenants.keys() & zones.IANA.keys():
        assert zones.IANA[code] == tenants[code]


def test_the_tenants_list_goes_first() -> None:
    assert present(present(zones.zone_of("NO", {"NO": "Asia/Dhaka"})).utcoffset(SUMMER)).seconds == 6 * 3600
    assert present(present(zones.zone_of("no", {})).utcoffset(SUMMER)).seconds == 2 * 3600


@pytest.mark.parametrize("name", ["Nowhere/Land", "../etc/passwd", "", "Europe", "\0"])
def test_unknown_rules_are_none(name: str) -> None:
    assert zones.zone_of("XX-1", {"XX-1": name}) is None
