import shlex
import subprocess
import sys

import pytest

from inspector.domain.context import RequestContext
from inspector.services.superoffice import snippets

BODY = b'{"Title":"It\'s \\"hot\\" $HOME `x`","Name":"H\xc3\xb8yland"}\n'
BASE = "https://crm.example.com/SuperOffice/api/v1/"


def made(scheme: str = "basic") -> list[snippets.Snippet]:
    return snippets.of_ticket(BASE, scheme, RequestContext("nb", time_zone="NO"), BODY)


def test_a_shell_reads_the_command_as_it_is_meant() -> None:
    ask, save = (shlex.split(one.as_curl(), comments=True) for one in made())
    assert ask[:4] == ["curl", "-X", "POST", BASE + "Agents/Ticket/CreateDefaultTicketEntity"]
    assert "SO-Language: nb" in ask
    assert "SO-TimeZone: NO" in ask
    assert "Content-Length: 0" in ask
    assert save[-1] == BODY.decode().strip()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_real_shell_does_too() -> None:
    command = made()[1].as_curl().replace("curl -X", "printf '%s\\n'", 1)
    said = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert said.splitlines()[-1] == BODY.decode().strip()


@pytest.mark.parametrize(
    ("scheme", "header"),
    [
        ("basic", "Authorization: Basic {{base64 of user:password}}"),
        ("ticket", "SO-AppToken: {{app token}}"),
        ("bearer", "Authorization: Bearer {{access token}}"),
        ("browser", "Authorization: Bearer {{access token}}"),
        ("session", "X-XSRF-TOKEN: {{XSRF token}}"),
    ],
)
def test_secrets_are_placeholders(scheme: str, header: str) -> None:
    assert all(header in one.as_http() for one in made(scheme))


def test_an_http_file_has_a_block_for_each_request() -> None:
    blocks = "".join(one.as_http() for one in made()).split("### ")
    assert [block.splitlines()[0] for block in blocks[1:]] == [one.title for one in made()]
    assert blocks[2].endswith("\n\n" + BODY.decode().strip() + "\n\n")
