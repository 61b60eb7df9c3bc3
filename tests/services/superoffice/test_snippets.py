import email
import json
import re
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
    assert ask[:5] == ["curl", "-g", "-X", "POST", BASE + "Agents/Ticket/CreateDefaultTicketEntity"]
    assert "SO-Language: nb" in ask
    assert "SO-TimeZone: NO" in ask
    assert "Content-Length: 0" in ask
    assert save[-1] == BODY.decode().strip()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_real_shell_does_too() -> None:
    command = made()[1].as_curl().replace("curl -g -X", "printf '%s\\n'", 1)
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


NASTY = {
    "Title": "{{token}} {{{x}}} }} {{ | `a` $HOME \u202e \ufeff \u2028 ### @x",
    "{{name}}": "-7\n### x\r\nGET https://example.com\n< ./secret\n@x = y\\u007b",
}


@pytest.fixture
def nasty() -> snippets.Snippet:
    body = json.dumps(NASTY, ensure_ascii=False, indent=2).encode()
    return snippets.of_ticket(BASE, "basic", RequestContext("nb"), body)[1]


def test_an_http_file_is_read_as_it_is_meant(nasty: snippets.Snippet) -> None:
    """By the standard library's reader of messages. Editors agree on the rest: `###` begins a request, and `{{…}}` is a
    variable wherever it stands."""
    text = nasty.as_http()
    title, rest = text.split("\n", 1)
    assert title == f"### {nasty.title}"
    assert len(re.findall(r"^###", text, re.MULTILINE)) == 1
    assert re.findall(r"{{.*?}}", text) == ["{{base64 of user:password}}"]
    first, rest = rest.split("\n", 1)
    assert first == f"POST {nasty.url}"
    message = email.message_from_string(rest)
    assert dict(message.items()) == dict(nasty.headers)
    assert json.loads(str(message.get_payload())) == NASTY


def test_a_shell_passes_on_what_is_meant_and_what_is_seen(nasty: snippets.Snippet) -> None:
    text = nasty.as_curl()
    assert json.loads(shlex.split(text, comments=True)[-1]) == NASTY
    assert not set(text) & set("\u202e\ufeff\u2028")


def test_a_title_is_a_comment_to_its_end() -> None:
    one = snippets.Snippet("GET /x\nrm -r /\u2028y", "GET", "https://example.com/[1]")
    assert shlex.split(one.as_curl(), comments=True)[:4] == ["curl", "-g", "-X", "GET"]
    assert one.as_http().splitlines()[1] == "GET https://example.com/[1]"


def test_the_defaults_of_a_request_type_are_asked_for_by_its_number() -> None:
    ask, save = snippets.of_ticket(BASE, "basic", RequestContext("nb", request_type="2"), BODY)
    assert ask.url == BASE + "Agents/Ticket/CreateDefaultForTicketType"
    command = shlex.split(ask.as_curl(), comments=True)
    assert json.loads(command[-1]) == {"TicketTypeId": 2}
    assert "Content-Type: application/json; charset=utf-8" in command
    assert save.url.endswith("SaveTicketEntity")
