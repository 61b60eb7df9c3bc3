"""What a person may look for in a value, found out once for all values that are alike.

A ticket has a hundred thousand properties at a hundred places: `Messages`, each element of it, the `Author` of each.
What is to be said of a value depends on its place, and of most it is the value itself.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import NoneType
from typing import Any

from inspector.domain import entity, exact_json, tags
from inspector.domain.document import Node
from inspector.domain.trees import LEAVES, Spelled, Tree
from inspector.domain.values import ENCODED_IN, Date, parse_date

TELLING = frozenset((*entity.RIGHTS_PROPERTIES, *ENCODED_IN, "OwnedBy"))
"""Names that tell, wherever they stand, how an object is read, or what lies in it."""

SPECIAL_KEYS = ("0", "None", entity.BY_CATEGORY)
"""Keys of references that mean more than this thing or that."""

ENCODED_DATE = "[D"
"""What those encoded texts begin with that are not said as they are served, nor in a part of it."""

_spell = json.JSONEncoder(separators=(",", ":")).encode

Said = tuple[str, int]
"""The words of a value, and the number of its tags (see `Wording.kinds`)."""


class Wording:
    """What a person may look for in a property, and how that comes about.

    `values` says a value, as it reads and as it was served, blanks between. It may depend on the value's type; for an
    object also on its name, if that is one of TELLING, and on what `Place._telling` keeps of it. A number, and a text
    that is neither a date nor an encoded one, is said as it was served, even where only a part of it is seen; `dates`
    says how a date reads that is set, for which no node is made. `labels` has what else people call a property.
    That makes a million properties a matter of half a second; the tests compare it with `words` of each of them.
    """

    def __init__(
        self,
        values: Callable[[Node], str],
        dates: Callable[[Date], str],
        labels: Callable[[], Mapping[str, str]] = dict[str, str],
    ) -> None:
        self.values, self.dates, self.labels = values, dates, labels
        self.kinds: dict[str, int] = {}
        """Numbers for the tags that a value may have, as `tags.of_value` writes them."""
        self._said: dict[Any, dict[Any, Said]] = defaultdict(dict)

    def words(self, node: Node) -> str:
        """What a person may look for in a node."""
        label = self.labels().get(node.key, "") if isinstance(node.key, str) else ""
        return f"{node.key} {label} {self.values(node)}"

    def say(self, node: Node) -> Said:
        """The words and tags of a node's value."""
        return self.values(node), self.kinds.setdefault(tags.of_value(node), len(self.kinds))

    def said(self, *like: Any) -> dict[Any, Said]:
        """What was said of values, where all of `like` was the same."""
        return self._said[like]

    def forget(self) -> None:
        """Remember no more what was said; there may be a hundred thousand dates."""
        self._said.clear()


class Place:
    """Where values of one type stand; nodes that are like them are made up to find out what to say."""

    def __init__(self, wording: Wording, key: str, holder: Node | None) -> None:
        self._wording, self._key, self._holder = wording, key, holder
        kind = entity.type_of(self._like(b"null"))
        self.has_columns = kind.is_carrier
        """Whether the objects here have properties of their own types, rather than any number of entries."""
        self.is_open = key not in entity.RIGHTS_PROPERTIES
        """Whether what lies in the objects here is looked for: what describes rights is not."""
        self._is_date = kind.name == "date-time"
        self._is_encoded = (
            holder is not None and holder.key in ENCODED_IN and (kind.name == "string" or not kind.known)
        )
        self._properties = entity.properties(kind.name) if kind.is_carrier else {}
        self._names = entity.REFERENCE_NAMES.get(kind.name, ("Name",)) if kind.is_carrier else ()
        self._id = entity.REFERENCE_KEYS.get(kind.name, "")
        self._counts = not kind.is_carrier or key == "FieldProperties"
        in_dictionary = holder is not None and entity.type_of(holder).name == "dict"
        self._said = wording.said(kind, in_dictionary, self._is_encoded, key if key in TELLING else "")
        self._inside: dict[str, Place] = {}
        self._named: dict[str, Place] = {}

    @classmethod
    def top(cls, wording: Wording, name: str) -> Place:
        """The place of one of the ticket's own properties."""
        return cls(wording, "", None).inside(name)

    @property
    def labels(self) -> Mapping[str, str]:
        """What else people call a property."""
        return self._wording.labels()

    def inside(self, name: str = "") -> Place:
        """The place of what stands under that name in an object here, or of any element or entry."""
        key = name if name in self._properties else ""
        if key not in self._inside:
            self._inside[key] = Place(self._wording, key, self._like(b"{}"))
        return self._inside[key].named(name)

    def named(self, name: str) -> Place:
        """The place of an entry of that name."""
        if name not in TELLING or name == self._key:
            return self
        if name not in self._named:
            self._named[name] = Place(self._wording, name, self._holder)
        return self._named[name]

    def _like(self, piece: bytes) -> Node:
        return Node(self._key, exact_json.raw(piece), self._holder)

    # -- what is said of a value ----------------------------------------------------------------------

    def say(self, value: Tree) -> Said:
        """The words and tags of a value here."""
        match value:
            case str() if value.strip() and not self._is_odd(value):
                return value, self._kind_of_text
            case int() if value is not True and value is not False:
                return str(value), self._kind_of_number
            case Spelled():
                return value.text, self._kind_of_number
            case dict():
                telling = self._telling(value)
                return self._recall(tuple(telling.items()), telling)
            case list():
                return self._recall((len(value),), [0] * len(value))
            case Node():
                value.key, value.parent = self._key, self._holder
                return self._wording.say(value)
        return self._recall(value, value)

    @cached_property
    def _kind_of_text(self) -> int:
        return self._wording.say(self._like(b'"x"'))[1]

    @cached_property
    def _kind_of_number(self) -> int:
        return self._wording.say(self._like(b"1"))[1]

    def _is_odd(self, text: str) -> bool:
        """Whether a text may be said otherwise than it is served."""
        return self._is_date or (self._is_encoded and text.startswith(ENCODED_DATE))

    def _recall(self, known: Any, like: Tree) -> Said:
        if known not in self._said:
            self._said[known] = self._find_out(like)
        return self._said[known]

    def _find_out(self, like: Tree) -> Said:
        if self._is_date and isinstance(like, str) and (date := parse_date(like)) and date.is_set:
            return f"{self._wording.dates(date)} {like}", self._kind_of_text
        node = self._like(_spell(like).encode())
        said = self._wording.say(node)
        node.forget()
        return said

    def _telling(self, value: dict[str, Tree]) -> dict[str, Tree]:
        """An object that has the same words and tags, but holds nothing else: there are few of them."""
        found: dict[str, Tree] = {}
        if self._key == "TableRight":
            mask = value.get("Mask")
            if isinstance(mask, str | int | Spelled) and not isinstance(mask, bool):
                found["Mask"] = getattr(mask, "text", mask)
        elif self._key != "FieldProperties":
            for name in self._names:
                if (text := value.get(name)) and isinstance(text, str):
                    found[name] = text
                    break
        if self._id in value and not isinstance(key := value[self._id], list | dict):
            text = str(getattr(key, "text", key))
            found[self._id] = "1" if found and text not in SPECIAL_KEYS else text
        if self._counts:
            found |= {str(number): 0 for number in range(len(value) - len(found))}
        return found

    # -- and of many at once --------------------------------------------------------------------------

    def say_all(self, values: Sequence[Any], types: set[type]) -> tuple[Sequence[str], Sequence[int]]:
        """The words of all values, and the numbers of their tags: one for each, or one if all are the same.

        `types` are Python's types of the values.
        """
        if types == {int}:
            return list(map(str, values)), [self._kind_of_number]
        if str in types and types <= LEAVES and not self._is_date:
            return self._say_texts(values, types)
        if types in ({NoneType}, {dict}, {list}) and not any(values):
            said = [self.say(values[0])]
        elif types == {dict} and self._names and self._key not in entity.RIGHTS_PROPERTIES:
            said = self._call(values)
        else:
            said = list(map(self.say, values))
        words, kinds = zip(*said, strict=True)
        return words, kinds

    def _say_texts(self, values: Sequence[Any], types: set[type]) -> tuple[Sequence[str], Sequence[int]]:
        """Nearly all are said as they are served."""
        kind, (empty, kind_of_empty) = self._kind_of_text, self.say("")
        are_plain = types == {str} and not any(map(str.isspace, values))
        if are_plain and not (self._is_encoded and ENCODED_DATE in "\n".join(values)):
            if all(values):
                return values, [kind]
            words = [value or empty for value in values]
            return words, array("H", [kind if value else kind_of_empty for value in values])
        words, kinds = list(values), array("H", (kind,)) * len(values)
        for cell, value in enumerate(values):
            if value == "":
                words[cell], kinds[cell] = empty, kind_of_empty
            elif value.__class__ is not str or value.isspace() or self._is_odd(value):
                words[cell], kinds[cell] = self.say(value)
        return words, kinds

    def _call(self, values: Sequence[dict[str, Any]]) -> list[Said]:
        """What is said of references: nearly all are called by their names, and many by the same."""
        name, number, called = self._names[0], self._id, dict[str, Said]()
        said = []
        for value in values:
            text, key = value.get(name), value.get(number)
            if text.__class__ is not str or key.__class__ is not int or not text or str(key) in SPECIAL_KEYS:
                said.append(self.say(value))
                continue
            if text not in called:
                called[text] = self.say(value)
            said.append(called[text])
        return said
