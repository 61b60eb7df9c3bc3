import socket

import pytest
import trustme

from inspector.demo.tenant import app
from inspector.services.superoffice.client import sign_in
from inspector.services.superoffice.probe import Step, probe
from inspector.services.superoffice.sign_in import Credentials
from inspector.services.superoffice.wire import Way, in_process
from tests.present import present
from tests.servers import serve, tls_context

ADMIN = Credentials("basic", "admin", "demo")


async def walk(pasted: str, credentials: Credentials = ADMIN, way: Way | None = None) -> list[Step]:
    way = way or Way()
    return [step async for step in probe(pasted, lambda: sign_in(pasted, credentials, way=way), way)]


def codes(steps: list[Step]) -> list[str]:
    return [step.code for step in steps]


async def test_every_step_of_a_good_connection() -> None:
    authority = trustme.CA()
    with serve(app(), tls=tls_context(authority)) as root:
        untrusted = await walk(f"{root}/SuperOffice")
        assert codes(untrusted) == ["name", "tcp", "tls"]
        assert present(untrusted[-1].trouble).code == "certificate"
        shown = present(untrusted[-1].trouble).facts
        way = Way(certificate=str(shown["pem"]), certificate_origin=str(shown["origin"]))
        steps = await walk(f"{root}/SuperOffice", way=way)
    assert codes(steps) == ["name", "tcp", "tls", "version", "sign_in", "who", "default"]
    assert not any(step.trouble for step in steps)
    assert steps[3].facts["version"] == "11.10.721.0"
    assert steps[5].facts["user"] == "Tim Høyland"
    assert int(str(steps[6].facts["size"])) > 1000


async def test_without_encryption_there_is_one_step_fewer() -> None:
    with serve(app()) as root:
        steps = await walk(f"{root}/SuperOffice")
    assert codes(steps) == ["name", "tcp", "version", "sign_in", "who", "default"]


async def test_it_ends_where_it_fails() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    steps = await walk(f"http://127.0.0.1:{closed}")
    assert present(steps[-1].trouble).code == "refused"
    assert codes(steps) == ["name", "tcp"]
    steps = await walk("https://nothing-here.invalid")
    assert [(step.code, present(step.trouble).code) for step in steps] == [("name", "unknown_host")]
    steps = await walk("ftp://x")
    assert [(step.code, present(step.trouble).code) for step in steps] == [("name", "not_an_address")]


async def test_a_wrong_password_is_the_sign_ins_fault() -> None:
    with serve(app()) as root:
        steps = await walk(f"{root}/SuperOffice", Credentials("basic", "admin", "wrong"))
    assert (steps[-1].code, present(steps[-1].trouble).code) == ("sign_in", "sign_in_refused")


async def test_the_demo_tenant_has_no_way_to_it() -> None:
    steps = await walk("http://127.0.0.1/SuperOffice", way=Way(in_process(app())))
    assert codes(steps) == ["version", "sign_in", "who", "default"]


@pytest.mark.parametrize("fail", ["500", "html", "null"])
async def test_a_server_that_fails_is_told_by_its_step(fail: str) -> None:
    with serve(app(fail=fail)) as root:
        steps = await walk(f"{root}/SuperOffice")
    assert steps[-1].code == "sign_in"
    assert steps[-1].trouble is not None
