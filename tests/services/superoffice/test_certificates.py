import datetime
import ssl

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import certificates
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import Way
from tests.servers import tls_context
from tests.services.faulty import Place, Reply, answer, serving

TOM = Credentials("basic", "tom", "hemmelig")


def always(body: str) -> Reply:
    return lambda asked, handler: answer(200, body)


async def ask(place: Place, pem: str = "") -> bytes:
    async with SuperOffice(
        place.base, auth_for(TOM), Way(certificate=pem, certificate_origin=place.root)
    ) as client:
        return (await client.default_ticket(RequestContext())).body


async def refusal(place: Place, pem: str = "") -> ServerTrouble:
    with pytest.raises(ServerTrouble) as caught:
        await ask(place, pem)
    return caught.value


async def test_an_unknown_certificate_is_told_with_what_it_says() -> None:
    with serving(always("{}"), tls=tls_context(trustme.CA())) as place:
        told = await refusal(place)
    assert told.code == "certificate"
    assert str(told.facts["fingerprint"]).count(":") == 31
    assert "trustme" in str(told.facts["issuer"]).lower()
    assert not place.asked, "nothing may be sent before it is trusted"


async def test_a_certificate_that_was_trusted_knowingly_is_enough_whatever_its_name() -> None:
    with serving(always("{}"), tls=tls_context(trustme.CA(), "another.example.com")) as place:
        pem = str((await refusal(place)).facts["pem"])
        assert await ask(place, pem) == b"{}"


async def test_it_is_enough_after_it_has_expired() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    authority.issue_cert("127.0.0.1", not_after=long_ago).configure_cert(context)
    with serving(always("{}"), tls=context) as place:
        told = await refusal(place)
        assert told.facts["until"] == "2020-01-01"
        assert await ask(place, str(told.facts["pem"])) == b"{}"


async def test_any_other_certificate_is_refused_even_of_the_same_authority() -> None:
    authority = trustme.CA()
    with serving(always("{}"), tls=tls_context(authority)) as place:
        pem = str((await refusal(place)).facts["pem"])
    with serving(always("{}"), tls=tls_context(authority)) as place:
        assert (await refusal(place, pem)).code == "certificate"
        assert not place.asked, "no password goes to a stranger"


async def test_one_that_may_sign_others_vouches_for_none_of_them() -> None:
    """As OpenSSL makes self-signed ones, and as a company's own authority is, used for a server."""
    authority = trustme.CA()
    with serving(always("{}"), tls=tls_context(authority)) as place:
        told = await refusal(place, authority.cert_pem.bytes().decode())
        assert told.code == "certificate"
        assert "another certificate" in str(told.facts["reason"])
        assert not place.asked, "no password goes to a stranger"


async def test_nobody_there_has_no_certificate() -> None:
    assert await certificates.look("127.0.0.1", 9) is None


def test_a_name_in_a_certificate_draws_no_lines_of_its_own() -> None:
    said = "Good GmbH\nIssued by: DigiCert\r\n\u202eGood until: 2030-01-01\u2028" + "x" * 500
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, said, _validate=False)])
    moment = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(moment)
        .not_valid_after(moment)
        .sign(key, hashes.SHA256())
    )
    told = certificates.read(made.public_bytes(serialization.Encoding.PEM).decode())
    for text in (told.subject, told.issuer):
        assert text.isprintable()
        assert text.startswith("O=Good GmbH\\u000aIssued by")
        assert len(text) < 250
