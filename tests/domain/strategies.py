"""JSON as hypothesis makes it: values, and texts that spell them in uncommon ways."""

import json
import string

from hypothesis import strategies as st

numbers = st.one_of(
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False).map(lambda number: str(number).replace("E", "e")),
    st.sampled_from(["-0", "1.10", "1E5", "1e400", "0.0", "9007199254740993", "1" * 5000, "-0.0e-0"]),
)
texts = st.text(max_size=8) | st.sampled_from(["", "é", "\ud800", 'a"b\\', "\u2028", "😀", "\x00"])
keys = st.text(string.ascii_letters + 'é":,{}[]\\', max_size=4)


@st.composite
def spelled(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """One JSON text, compact, with its numbers and escapes spelled in any way JSON allows."""
    match draw(st.sampled_from("nbstoa")):
        case "n":
            return "null"
        case "b":
            return draw(st.sampled_from(["true", "false"]))
        case "s":
            text = draw(texts)
            keep = draw(st.booleans()) and text.isprintable()
            return json.dumps(text, ensure_ascii=not keep)
        case "o":
            members = draw(st.lists(st.tuples(keys, inner), max_size=4))
            return "{" + ",".join(f"{json.dumps(key)}:{value}" for key, value in members) + "}"
        case "a":
            return "[" + ",".join(draw(st.lists(inner, max_size=4))) + "]"
    return draw(numbers)


values = st.recursive(numbers, spelled, max_leaves=20)
objects = st.lists(st.tuples(keys, values), max_size=4).map(
    lambda members: "{" + ",".join(f"{json.dumps(key)}:{value}" for key, value in members) + "}"
)
