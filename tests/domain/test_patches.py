import json
from typing import Any

import json_merge_patch
import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from inspector.domain import exact_json, patches
from inspector.domain.document import Document
from tests.present import present

keys = st.sampled_from(["a", "b", "a/b", "m~n", "", "Æ", "TableRight"])
leaves = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "x", "é"])
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
objects = st.dictionaries(keys, values, max_size=5)


def raw(value: Any) -> Raw:
    return exact_json.raw(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Equal as JSON: Python by itself takes 1 for true."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@given(objects, objects)
def test_another_library_gets_from_old_to_new_by_our_json_patch(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    patch = json.loads(patches.json_patch(raw(old), raw(new)))
    assert same(jsonpatch.apply_patch(old, patch), new)


@given(objects, objects)
def test_another_library_gets_from_old_to_new_by_our_merge_patch_but_for_what_it_cannot_say(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    text, lost = patches.merge_patch(raw(old), raw(new))
    merged = json_merge_patch.merge(json.loads(json.dumps(old)), json.loads(text))
    for pointer in lost:
        jsonpatch.JsonPatch([{"op": "add", "path": pointer, "value": None}]).apply(merged, in_place=True)
    assert same(merged, new)


def test_a_patch_says_only_what_was_edited_and_as_it_is_spelled() -> None:
    document = Document(b'{"TicketId":0,"Title":"a","Cost":1.1,"Tags":[1,2,3]}')
    served = document.root.raw
    present(document.root.get("Cost")).replace(b"1.10")
    present(document.root.get("Tags")).remove(1)
    assert patches.json_patch(served, document.root.raw).decode() == (
        "[\n"
        '  {\n    "op": "replace",\n    "path": "/Cost",\n    "value": 1.10\n  },\n'
        '  {\n    "op": "remove",\n    "path": "/Tags/1"\n  }\n'
        "]\n"
    )


def test_removing_from_the_middle_of_a_list_is_one_step() -> None:
    steps = list(patches.operations(raw([1, 2, 3, 4]), raw([1, 3, 4])))
    assert steps == [patches.Operation("remove", "/1")]
    assert list(patches.operations(raw([1, 2]), raw([1, 9, 2]))) == [patches.Operation("add", "/1", b"9")]


def test_a_doubled_key_makes_the_whole_object_the_value() -> None:
    steps = list(patches.operations(exact_json.raw(b'{"o":{"a":1,"a":2}}'), exact_json.raw(b'{"o":{"a":3}}')))
    assert steps == [patches.Operation("replace", "/o", b'{"a":3}')]


def test_setting_null_is_told_where_a_merge_patch_cannot_say_it() -> None:
    text, lost = patches.merge_patch(raw({"a": 1, "b": {"c": 1}}), raw({"a": None, "b": {"c": None}}))
    assert json.loads(text) == {"b": {}}
    assert lost == ["/a", "/b/c"]


@pytest.mark.parametrize("nothing", [b"{}", b"[]", b'"x"'])
def test_no_edit_no_patch(nothing: bytes) -> None:
    assert json.loads(patches.json_patch(exact_json.raw(nothing), exact_json.raw(nothing))) == []


@given(objects)
def test_rights_are_left_out_on_every_level_and_nothing_else(value: dict[str, Any]) -> None:
    def strip(one: Any) -> Any:
        if isinstance(one, dict):
            return {k: strip(v) for k, v in one.items() if k not in ("TableRight", "FieldProperties")}
        return [strip(item) for item in one] if isinstance(one, list) else one

    assert same(json.loads(patches.without_rights(raw(value))), strip(value))
