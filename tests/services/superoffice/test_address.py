import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import AddressTrouble
from inspector.services.superoffice.address import candidates, is_plain_http, is_safe, web_address

ONSITE = "https://crm.example.com/SuperOffice/api/v1/"
ROOT = "https://crm.example.com/api/v1/"


@pytest.mark.parametrize(
    "pasted",
    [
        "https://crm.example.com/SuperOffice",
        "https://crm.example.com/SuperOffice/",
        "https://crm.example.com/SuperOffice/api",
        "https://crm.example.com/SuperOffice/api/",
        "https://crm.example.com/SuperOffice/API/V1",
        "https://crm.example.com/SuperOffice/api/v1/",
        "https://crm.example.com/SuperOffice/api/v1/Agents/Ticket/CreateDefaultTicketEntity",
        "https://crm.example.com/SuperOffice/default.aspx?main=contact&contact_id=7#tab",
        "https://crm.example.com/SuperOffice/Default.aspx",
        "https://crm.example.com/SuperOffice/CS/scripts/ticket.fcgi?action=listTickets",
        "https://crm.example.com/SuperOffice/Remote/Services88/",
        "https://crm.example.com//SuperOffice//api/v1?x=1",
        "HTTPS://CRM.example.COM:443/SuperOffice",
        "  <https://crm.example.com/SuperOffice>\n",
        '"https://crm.example.com/SuperOffice"',
        "crm.example.com/SuperOffice",
        "//crm.example.com/SuperOffice",
        "https:///crm.example.com/SuperOffice",
        "crm.example.com./SuperOffice",
        "https://tom:secret@crm.example.com/SuperOffice",
        "https://DOM\\tom:secret@crm.example.com/SuperOffice",
        "https:/crm.example.com/SuperOffice",
        "https//crm.example.com/SuperOffice",
        "https:crm.example.com/SuperOffice",
        "https;//crm.example.com/SuperOffice",
        "HTTPS:\\\\crm.example.com\\SuperOffice",
        "https://https://crm.example.com/SuperOffice",
        "http://https//crm.example.com/SuperOffice",
    ],
)
def test_every_shape_people_paste_leads_to_the_api(pasted: str) -> None:
    assert candidates(pasted) == [ONSITE]


@pytest.mark.parametrize(
    "pasted", ["crm.example.com", "https://crm.example.com", "https://crm.example.com/?x#y"]
)
def test_a_bare_host_may_keep_the_api_in_two_places(pasted: str) -> None:
    assert candidates(pasted) == [ONSITE, ROOT]


@pytest.mark.parametrize(
    ("pasted", "base"),
    [
        ("https://crm.example.com/api", ROOT),
        ("https://crm.example.com/default.aspx", ROOT),
        ("https://crm.example.com/crm/", "https://crm.example.com/crm/api/v1/"),
        ("online3.superoffice.com/Cust12345/", "https://online3.superoffice.com/Cust12345/api/v1/"),
        ("https://gate.example.com/api/crm", "https://gate.example.com/api/crm/api/v1/"),
        ("https://gate.example.com/api/crm/api/v1/", "https://gate.example.com/api/crm/api/v1/"),
        ("https://crm.example.com/My CRM/api", "https://crm.example.com/My%20CRM/api/v1/"),
        ("https://bücher.example/SO", "https://bücher.example/SO/api/v1/"),
        ("http://localhost:5080/SO", "http://localhost:5080/SO/api/v1/"),
        ("crm:8443/SO", "https://crm:8443/SO/api/v1/"),
    ],
)
def test_a_path_gives_exactly_that(pasted: str, base: str) -> None:
    assert candidates(pasted) == [base]


@pytest.mark.parametrize(
    ("pasted", "root"),
    [
        ("localhost", "http://localhost"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("127.3.2.1", "http://127.3.2.1"),
        ("::1", "http://[::1]"),
        ("[::1]:99", "http://[::1]:99"),
        ("2001:db8::7", "https://[2001:db8::7]"),
        ("https://localhost", "https://localhost"),
        ("crm:80", "https://crm:80"),
        ("http://localhost:80", "http://localhost"),
    ],
)
def test_the_scheme_is_https_except_for_this_machine(pasted: str, root: str) -> None:
    assert candidates(pasted) == [root + "/SuperOffice/api/v1/", root + "/api/v1/"]


@pytest.mark.parametrize(
    "pasted",
    [
        "http:/crm.example.com",
        "https://http//crm.example.com",
        "http://crm.example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1/SO",
    ],
)
def test_plain_http_needs_permission(pasted: str) -> None:
    with pytest.raises(AddressTrouble) as caught:
        candidates(pasted)
    assert caught.value.code == "plain_http"
    assert str(caught.value.facts["host"]) in pasted
    assert all(base.startswith("http://") for base in candidates(pasted, allow_plain_http=True))


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("ftp://crm.example.com", "not_an_address"),
        ("file:///etc/passwd", "not_an_address"),
        ("https://", "not_an_address"),
        ("crm example com", "not_an_address"),
        ("ttps://crm.example.com", "not_an_address"),
        ("https://ftp://crm.example.com", "not_an_address"),
        ("https/crm.example.com", "not_an_address"),
        ("https.//crm.example.com", "not_an_address"),
        ("crm.example.com/a\ud800", "not_an_address"),
        ("https:8443", "not_an_address"),
        ("https://8443", "not_an_address"),
        ("https", "not_an_address"),
        ("crm.example.com:99999", "not_an_address"),
        ("crm.example.com:0", "not_an_address"),
        ("crm..example.com", "not_an_address"),
        ("-crm.example.com", "not_an_address"),
        ("[::1", "not_an_address"),
        ("crm.example.com/../x", "not_an_address"),
        ("x" * 64 + ".com", "not_an_address"),
    ],
)
def test_what_is_not_an_address_is_refused(pasted: str, code: str) -> None:
    with pytest.raises(AddressTrouble) as caught:
        candidates(pasted)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "pasted",
    [
        "https://tom:p/w@crm.example.com",
        "https://tom:pw@crm..com",
        "http://tom:pw@crm",
    ],
)
def test_no_trouble_repeats_a_password(pasted: str) -> None:
    with pytest.raises(AddressTrouble) as caught:
        candidates(pasted)
    assert "pw" not in repr(caught.value)
    assert "p/w" not in repr(caught.value)


def test_tokens_go_over_https_or_stay_on_this_machine() -> None:
    safe = ["https://crm.example.com/x", "http://127.0.0.1:8", "http://[::1]/x", "http://localhost"]
    assert all(map(is_safe, safe))
    unsafe = [
        "http://crm.example.com",
        "http://127.0.0.1.example.com",
        "https://",
        "https:/x",
        "https://[::1",
        "",
    ]
    assert not any(map(is_safe, [*unsafe, "https://crm:port", "file:///x"]))


def test_people_see_no_api_in_the_address() -> None:
    assert web_address(ONSITE) == "https://crm.example.com/SuperOffice"
    assert web_address(ROOT) == "https://crm.example.com"
    assert [is_plain_http(base) for base in (ROOT, "http://crm/api/v1/", "http://[::1]:8/api/v1/")] == [
        False,
        True,
        False,
    ]


places = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{}{}{}/{}".format,
        st.sampled_from(["", "https://", "http://", "HTTP://me:pw@"]),
        st.sampled_from(["crm", "crm.example.com", "127.0.0.1", "[::1]", "bücher.example"]),
        st.sampled_from(["", ":80", ":443", ":8080"]),
        st.lists(
            st.one_of(
                st.sampled_from(
                    [
                        "api",
                        "API",
                        "v1",
                        "Agents",
                        "SuperOffice",
                        "default.aspx",
                        "CS",
                        "remote",
                        "Services88",
                    ]
                ),
                st.text(string.printable + "æ日%?#@", max_size=6),
            ),
            max_size=6,
        ).map("/".join),
    ),
)


@given(places)
def test_a_base_address_leads_to_itself(pasted: str) -> None:
    try:
        bases = candidates(pasted, allow_plain_http=True)
    except AddressTrouble:
        return
    for base in bases:
        assert base.endswith("/api/v1/")
        assert candidates(base, allow_plain_http=True) == [base]
