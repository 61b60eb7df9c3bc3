"""What Details tell of a custom field besides its rights: its served name, what it says of itself, where the ticket's
answer says otherwise, and why nothing is known of it."""

from __future__ import annotations

from inspector.domain import custom_fields, origins, rights
from inspector.domain.custom_fields import CustomField
from inspector.domain.document import Node
from inspector.domain.visible import in_line
from inspector.words.language import tr
from inspector.words.names import api_name
from inspector.words.texts import shown

Facts = list[tuple[str, str]]
LONGEST = 300
"""Characters of a default, or of choices."""


def facts(node: Node, trouble: str) -> Facts:
    """For everybody; `trouble`: why the tenant could not be asked, if so."""
    if origins.custom_key(node) != node.key or custom_fields.companion_of(node) is not None:
        return []
    told = custom_fields.field_of(node)
    if told is None:
        unknown = tr("What this field is called and takes could not be asked for: {why}").format(why=trouble)
        if not trouble and custom_fields.told_of(node.root):
            unknown = tr("The tenant does not tell of this field: it may be new, or no longer in use.")
            trouble = unknown
        return [(tr("Custom field"), unknown)] if trouble else []
    found = [(tr("Served as"), api_name(node))]
    if told.is_hidden:
        hidden = tr(
            "The custom field itself says so: SuperOffice's screens leave it out, only the API has it."
        )
        found.append((tr("Not in the screens"), hidden))
    words = [_disagreement(code) for code in rights.disagreements(rights.hint_of(node))]
    return [*found, *([(tr("Two answers"), " ".join(words))] if words else [])]


def _disagreement(code: rights.Disagreement) -> str:
    return {
        "mandatory": tr(
            "The custom field itself says that it is mandatory; the ticket's answer, which counts, does not."
        ),
        "not_mandatory": tr(
            "The ticket's answer, which counts, says that it is mandatory; the custom field itself does not."
        ),
        "read_only": tr(
            "The custom field itself says that it is read-only; the ticket's answer, which counts, lets you change it."
        ),
        "type": tr(
            "The custom field itself is of another type than the ticket's answer, which counts, says."
        ),
        "length": tr(
            "The custom field itself takes another number of characters than the ticket's answer, which counts, says."
        ),
    }[code]


def for_developers(told: CustomField | None) -> Facts:
    """What the tenant says of it, as the API has it."""
    if told is None:
        return []
    marks = {"IsMandatory": told.is_mandatory, "IsReadOnly": told.is_read_only, "HideField": told.is_hidden}
    length = "" if told.length is None else str(told.length)
    members = {
        "FieldType": told.served_kind,
        "DisplayName": told.title,
        "MdoListName": told.list_name,
        "TextLength": length,
        "Choices": " · ".join(map(shown, told.choices)),
        "DefaultValue": told.default,
        "TemplateVariableName": told.template,
        **{name: "true" for name, is_set in marks.items() if is_set},
    }
    lines = [f"{name}: {in_line(text, LONGEST)}" for name, text in members.items() if text]
    return [(tr("Field set-up"), "\n".join(lines))]
