import pytest

from inspector.domain.context import RequestContext


@pytest.mark.parametrize(
    ("context", "headers"),
    [
        (RequestContext(), {}),
        (RequestContext("nb"), {"SO-Language": "nb", "Accept-Language": "nb"}),
        (RequestContext("*"), {"SO-Language": "*", "Accept-Language": "*"}),
        (
            RequestContext("en", "de-ch"),
            {"SO-Language": "en", "Accept-Language": "en", "SO-Culture": "de-ch"},
        ),
        (RequestContext(None, "de"), {}),
        (RequestContext("*", "de"), {"SO-Language": "*", "Accept-Language": "*"}),
        (RequestContext(time_zone="NO"), {"SO-TimeZone": "NO"}),
        (RequestContext(time_zone="NO", include_offset=True), {"SO-TimeZone": "NO, includeTZOffset"}),
        (RequestContext(include_offset=True), {"SO-TimeZone": "includeTZOffset"}),
        (RequestContext(request_type="2"), {}),
    ],
)
def test_headers_say_what_was_picked(context: RequestContext, headers: dict[str, str]) -> None:
    assert context.headers() == headers


@pytest.mark.parametrize(
    ("kept", "number"),
    [
        ("2", 2),
        ("2147483647", 2147483647),
        *((odd, None) for odd in (None, "", "0", "-1", "x", "2147483648")),
    ],
)
def test_a_request_type_is_a_number_or_left_to_the_server(kept: str | None, number: int | None) -> None:
    assert RequestContext(request_type=kept).type_id == number
