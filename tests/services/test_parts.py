from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.services import parts
from inspector.services.credentials import Keyring
from tests.services.test_credentials import Memory

S, N = "service", "one:token"


class PowerCutError(Exception):
    pass


class Windows:
    """A back-end with small entries, and power that fails after so many changes."""

    room = 10

    def __init__(self):
        self.kept, self.left = {}, None

    def _change(self):
        if self.left is not None:
            if not self.left:
                raise PowerCutError
            self.left -= 1

    def get_password(self, service, username):
        return self.kept.get(username)

    def set_password(self, service, username, password):
        self._change()
        assert len(password.encode("utf-16-le")) <= 2 * max(self.room, 80), "does not fit"
        assert "#" not in username or len(password.encode("utf-16-le")) <= 2 * self.room, "does not fit"
        self.kept[username] = password

    def delete_password(self, service, username):
        self._change()
        del self.kept[username]


secrets = st.text(max_size=60) | st.sampled_from(["x" * 59, "🔑" * 20, "\x1eparts 1 2 " + "0" * 64])


@given(st.lists(secrets, min_size=1, max_size=4))
def test_what_was_written_last_is_read_whole_and_nothing_else_is_left(written):
    entries = Windows()
    for secret in written:
        parts.write(entries, S, N, secret)
        assert parts.read(entries, S, N) == secret
    longest = 1 + -(-len(written[-1]) // 5)
    assert len(entries.kept) <= longest
    parts.delete(entries, S, N)
    assert entries.kept == {}


@pytest.mark.parametrize("new", ["short", "y" * 38])
@pytest.mark.parametrize("old", ["small", "x" * 47])
def test_the_power_may_fail_at_any_moment(old, new):
    for moment in range(40):
        entries = Windows()
        parts.write(entries, S, N, old)
        entries.left = moment
        try:
            parts.write(entries, S, N, new)
        except PowerCutError:
            assert parts.read(entries, S, N) in (old, new), f"after {moment} changes"
        else:
            break
        entries.left = None
        parts.write(entries, S, N, "z" * 23)
        assert parts.read(entries, S, N) == "z" * 23
    else:
        pytest.fail("it never came to an end")
    assert moment > 0


def test_forgetting_may_be_interrupted_and_leaves_nothing_readable():
    for moment in range(1, 6):
        entries = Windows()
        parts.write(entries, S, N, "0123456789abcdefghij")
        entries.left = moment
        with suppress(PowerCutError):
            parts.delete(entries, S, N)
        with suppress(parts.BrokenError):
            assert parts.read(entries, S, N) is None
        entries.left = None
        parts.delete(entries, S, N)
        assert parts.read(entries, S, N) is None


def test_parts_that_do_not_sum_up_are_not_taken_for_a_secret():
    entries = Windows()
    parts.write(entries, S, N, "0123456789abcdefghij")
    entries.kept[f"{N}#1.1"] = "?????"
    with pytest.raises(parts.BrokenError):
        parts.read(entries, S, N)


async def test_a_keyring_with_room_keeps_one_entry_and_one_without_keeps_parts():
    roomy, tight = Memory(), Memory()
    tight.room = 1280
    for backend, entries in ((roomy, 1), (tight, 1 + 5)):
        keyring = Keyring(backend)
        await keyring.set(N, "t" * 3000)
        assert await keyring.get(N) == "t" * 3000
        assert len(backend.kept) == entries
        await keyring.delete(N)
        assert backend.kept == {}
