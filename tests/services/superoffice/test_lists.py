import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from inspector.demo.desk import TYPES, ticket_type
from inspector.demo.tenant import app
from inspector.domain import entity, references
from inspector.domain.context import UNTRANSLATED, RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.domain.references import SOURCES
from inspector.services.superoffice import answers
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.lists import Lists
from inspector.services.superoffice.sign_in import Credentials, auth_for
from tests.journeys.recorded import Recorded
from tests.mutated import MUTATED, mutated
from tests.present import present
from tests.servers import serve
from tests.services.faulty import answer, serving

ADMIN = Credentials("basic", "admin", "demo")
ENGLISH, GERMAN = RequestContext("en"), RequestContext("de")


@pytest.fixture
def recorded() -> Recorded:
    return Recorded(app())


@pytest.fixture
async def client(recorded: Recorded) -> AsyncIterator[SuperOffice]:
    with serve(recorded) as root:
        async with SuperOffice(f"{root}/SuperOffice/api/v1/", auth_for(ADMIN)) as made:
            yield made


@pytest.mark.parametrize("carrier", [name for name, source in SOURCES.items() if not source.is_search])
async def test_every_list_has_entries_that_can_be_written(
    client: SuperOffice, tmp_path: Path, carrier: str
) -> None:
    offer = await Lists(tmp_path, "work").entries(client, SOURCES[carrier], ENGLISH)
    assert offer.trouble is None
    assert len(offer.entries) > 1
    entry = offer.entries[0]
    made = json.loads(references.written(carrier, entry))
    key = entity.REFERENCE_KEYS[carrier]
    assert made[key] == entry.id
    assert entry.name in made.values()
    assert set(entry.known) <= set(entity.properties(carrier))


async def test_of_a_list_without_end_the_beginning_is_read(tmp_path: Path) -> None:
    item = b'{"Id": 1, "Name": "One", "ExtraInfo": "xx"},'
    whole = b"[" + item * (answers.MOST + 5) + b"{ this is never looked at"
    with serving(lambda _asked, _handler: answer(200, whole)) as place:
        async with SuperOffice(place.base, auth_for(ADMIN)) as client:
            client.is_proven = True
            offer = await Lists(tmp_path, "work").entries(client, SOURCES["Associate"], ENGLISH)
            assert len(offer.entries) == answers.MOST
            assert len(await client.languages()) == answers.MOST_CHOICES


async def test_a_status_brings_its_base_status(client: SuperOffice, tmp_path: Path) -> None:
    offer = await Lists(tmp_path, "work").entries(client, SOURCES["TicketStatusEntity"], ENGLISH)
    assert {entry.known["Status"] for entry in offer.entries} >= {"Active", "Closed"}


async def test_a_category_brings_its_whole_path_and_its_last_name(
    client: SuperOffice, tmp_path: Path
) -> None:
    offer = await Lists(tmp_path, "work").entries(client, SOURCES["TicketCategoryEntity"], ENGLISH)
    deep = next(entry for entry in offer.entries if entry.name.count("/") == 2)
    made = json.loads(references.written("TicketCategoryEntity", deep))
    assert made["Fullname"] == deep.name
    assert made["Name"] == deep.name.split("/")[-1]


async def test_a_pick_writes_what_the_carrier_says(client: SuperOffice, tmp_path: Path) -> None:
    lists = Lists(tmp_path, "work")
    kinds = (await lists.entries(client, SOURCES["TicketType"], ENGLISH)).entries
    for entry in kinds:
        made, served = json.loads(references.written("TicketType", entry)), ticket_type(TYPES[entry.id])
        assert {name: made[name] for name in entry.known} == {name: served[name] for name in entry.known}
        assert entry.known.keys() >= {"IsDefault", "ShowInNew", "ExternalAsDefault", "ReplyExternalAsDefault"}
    for entry in (await lists.entries(client, SOURCES["TicketCategoryEntity"], ENGLISH)).entries:
        made = json.loads(references.written("TicketCategoryEntity", entry))
        assert made["ParentId"] == (entry.parent or -1)


async def test_a_list_is_asked_for_once_for_each_language(
    client: SuperOffice, recorded: Recorded, tmp_path: Path
) -> None:
    lists = Lists(tmp_path, "work")
    names = []
    for context in (ENGLISH, ENGLISH, GERMAN, ENGLISH):
        offer = await lists.entries(client, SOURCES["TicketPriorityEntity"], context)
        names.append([entry.name for entry in offer.entries])
    assert names[0] == names[1] == names[3] != names[2]
    assert len([path for path, _headers in recorded.asked if "ticketpriority" in path]) == 2


@pytest.mark.parametrize("language", ["en", UNTRANSLATED, None])
async def test_without_the_network_the_last_list_is_offered_with_its_age(
    client: SuperOffice, tmp_path: Path, language: str | None
) -> None:
    context = RequestContext(language)
    fetched = await Lists(tmp_path, "work").entries(client, SOURCES["Tag"], context)
    kept = await Lists(tmp_path, "work").entries(None, SOURCES["Tag"], context)
    assert [file.name for file in tmp_path.rglob("*.json") if set('<>:"|?*') & set(file.name)] == []
    assert kept.entries == fetched.entries
    assert kept.fetched == fetched.fetched
    assert present(kept.trouble).code == "offline"
    for place, connection in ((tmp_path, "other"), (tmp_path / "nowhere", "work")):
        with pytest.raises(ServerTrouble, match="offline"):
            await Lists(place, connection).entries(None, SOURCES["Tag"], context)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"\xff", b"[" * 99999),
        *(
            b'{"fetched":1,"entries":[%s]}' % entry
            for entry in (
                *(
                    b"[]",
                    b'{"x":1}',
                    b'{"id":[],"name":"x"}',
                    b'{"id":1,"name":null}',
                    b'{"id":1e400,"name":"x"}',
                ),
                *(b'{"id":true,"name":"x"}', b'{"id":1,"name":"x","known":{"Name":[]}}'),
            )
        ),
        b'{"fetched":1,"entries":{"0":{}}}',
        *(
            b'{"fetched":%s,"entries":[]}' % moment
            for moment in (b"{}", b"NaN", b"-1e9", b"1e400", b"1" + b"0" * 400, b"1" + b"0" * 5000)
        ),
    ],
    ids=range(19),
)
async def test_a_damaged_cache_counts_as_none(client: SuperOffice, tmp_path: Path, content: bytes) -> None:
    await Lists(tmp_path, "work").entries(client, SOURCES["Tag"], ENGLISH)
    (file,) = tmp_path.rglob("Tags-*.json")
    file.write_bytes(content)
    with pytest.raises(ServerTrouble, match="offline"):
        await Lists(tmp_path, "work").entries(None, SOURCES["Tag"], ENGLISH)


@pytest.mark.parametrize(
    ("carrier", "text"), [("Person", "o'"), ("Person", "an"), ("Sale", "heat"), ("Project", "a")]
)
async def test_archives_are_searched_by_what_is_typed(
    client: SuperOffice, tmp_path: Path, carrier: str, text: str
) -> None:
    offer = await Lists(tmp_path, "work").search(client, SOURCES[carrier], text, ENGLISH)
    assert offer.entries
    assert all(text in entry.name.casefold() for entry in offer.entries)
    everything = await Lists(tmp_path, "work").search(client, SOURCES[carrier], "", ENGLISH)
    assert everything.entries
    assert len(offer.entries) <= len(everything.entries)
    made = json.loads(references.written(carrier, everything.entries[0]))
    assert everything.entries[0].name in made.values()
    assert list(tmp_path.iterdir()) == [], "people are not kept"


async def test_only_of_a_whole_list_it_is_known_what_is_not_in_it(
    client: SuperOffice, tmp_path: Path
) -> None:
    lists = Lists(tmp_path, "work")
    status = SOURCES["TicketStatusEntity"]
    await lists.entries(client, present(references.for_type(status, 2)), ENGLISH)
    await lists.entries(client, references.OFFERED_TYPES, ENGLISH)
    assert lists.numbers() == {}
    whole = await lists.entries(client, references.ALL_TYPES, ENGLISH)
    await lists.entries(client, status, ENGLISH)
    assert lists.numbers().keys() == {"TicketType", "ticketticketstatus"}
    assert lists.numbers()["TicketType"].keys() == {entry.id for entry in whole.entries}


async def test_a_server_that_gives_the_same_part_for_all_is_not_believed_to_have_no_others(
    tmp_path: Path,
) -> None:
    body = '[{"Id": 1, "Name": "Request", "ExtraInfo": ""}]'
    with serving(lambda _asked, _handler: answer(200, body)) as place:
        async with SuperOffice(place.base, auth_for(ADMIN)) as client:
            lists = Lists(tmp_path, "work")
            await lists.entries(client, references.ALL_TYPES, ENGLISH)
            assert lists.numbers() == {}
            await lists.entries(client, references.OFFERED_TYPES, ENGLISH)
            assert lists.numbers() == {}
    assert [one.path.partition("?")[2] for one in place.asked] == [
        "flat=true&additional=IncludeAll",
        "flat=true",
    ]


async def test_damage_of_any_kind_offers_what_was_there_or_nothing(
    client: SuperOffice, tmp_path: Path
) -> None:
    await Lists(tmp_path, "work").entries(client, SOURCES["Tag"], ENGLISH)
    (file,) = tmp_path.rglob("*.json")
    whole = file.read_bytes()
    for number in range(MUTATED):
        file.write_bytes(mutated(whole, number))
        lists = Lists(tmp_path, "work")
        with suppress(ServerTrouble):
            offer = await lists.entries(None, SOURCES["Tag"], ENGLISH)
            assert all(isinstance(entry.id, int) and isinstance(entry.name, str) for entry in offer.entries)
            lists.numbers()


def test_a_list_as_a_tree_may_be_nested_without_end() -> None:
    served: list[dict[str, object]] = []
    for level in range(5000):
        served = [{"Id": level, "Name": "x", "ChildItems": served}]
    (item,) = answers.list_items(served)
    depth = 0
    while item.children:
        (item,) = item.children
        depth += 1
    assert depth == answers.DEEPEST - 1


@pytest.mark.parametrize(
    "odd", [float("inf"), float("nan"), "--5", "9" * 5000, 10**5000, [], {}, "٧"], ids=range(8)
)
def test_numbers_that_are_none_raise_nothing(odd: object) -> None:
    (item,) = answers.list_items([{"Id": odd, "Name": "x", "ColorBlock": odd, "Deleted": odd}])
    assert (item.id, item.color_block, item.deleted) == (0, 0, False)
    person = answers.principal({"UserName": "tim", "AssociateId": odd, "EjUserId": odd})
    assert present(person).associate_id == 0
