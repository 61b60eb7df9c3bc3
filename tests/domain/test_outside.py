import pytest

from inspector.domain import outside


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5000, b"\xff", b"nul", b'"\xed\xa0', b"\xff\xfe{"],
    ids=range(9),
)
def test_what_is_no_json_is_a_value_error(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        outside.parsed(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_is_read_in_every_encoding_that_it_may_have(encoding: str) -> None:
    assert outside.parsed('{"a": "ø"}'.encode(encoding)) == {"a": "ø"}
