"""All keys in one list."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from inspector.ui.window.key_list import bindings
from inspector.ui.window.verbs import verbs


def test_every_verb_that_has_keys_is_in_it_with_all_of_them(qapp: object) -> None:
    known = {(one.where, one.what): one.keys for one in bindings()}
    with_keys = [verb for verb in verbs() if verb.keys is not None]
    assert len(with_keys) > 20
    for verb in with_keys:
        assert known[verb.menu, verb.text]
    assert QKeySequence("F5") in known["Connection", "Fetch Defaults"]


def test_places_follow_one_another_without_coming_back(qapp: object) -> None:
    places = [one.where for one in bindings()]
    runs = [place for at, place in enumerate(places) if at == 0 or places[at - 1] != place]
    assert runs[:5] == ["File", "Edit", "View", "Connection", "Help"]
    assert {"Properties", "Filter", "Guide"} < set(runs)
    assert len(runs) == len(set(runs))


def test_every_key_can_be_spelled(qapp: object) -> None:
    assert [one.what for one in bindings() if not one.spelled()] == []
