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
    ],
)
def test_headers_say_what_was_picked(context: RequestContext, headers: dict[str, str]) -> None:
    assert context.headers() == headers
