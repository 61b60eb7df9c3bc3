"""What I may do with a field, and why not: a plain sentence per fact."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.domain.rights import TABLE_FILTERING, TABLE_RESTRICTED, Hint, Lock
from inspector.words.language import tr
from inspector.words.rights import lock_sentence, mandatory_sentence, reason_sentence


def story(hint: Hint, *, unlocked: bool = False) -> list[str]:
    """May I read it, change it, and why not; must I fill it in, may it be empty; what else to know of its rights."""
    first = lock_sentence(hint)
    if unlocked:
        first = tr("You unlocked it for this draft. SuperOffice's own screens would keep it locked.")
    told = (
        first,
        reason_sentence(hint),
        mandatory_sentence(hint),
        empty_sentence(hint, unlocked=unlocked),
        *_warnings(hint),
    )
    return list(filter(None, told))


def empty_sentence(hint: Hint, *, unlocked: bool = False) -> str:
    """Whether it may be left empty, as far as the server says."""
    if hint.nullable:
        return tr("It may be empty.")
    if hint.mandatory or not (hint.editable or unlocked):
        return ""
    if hint.mask is None:
        return tr("The server sent no rights for this particular field, so nothing forbids a change.")
    return tr("You need not fill it in; the server did not say whether it may be null.")


def _warnings(hint: Hint) -> Iterator[str]:
    """What the rights hint at without forbidding anything (facts: restricted tables only warn)."""
    unknown = [name for mask in (hint.mask, hint.table) if mask is not None for name in mask.unknown]
    if len(unknown) == 1:
        yield tr("The server sent a flag that this program does not know: {name}.").format(name=unknown[0])
    elif unknown:
        names = ", ".join(unknown)
        yield tr("The server sent flags that this program does not know: {names}.").format(names=names)
    if hint.table is None or hint.lock in (Lock.RIGHTS, Lock.HIDDEN):
        return
    if hint.table.bits & TABLE_RESTRICTED:
        yield tr("The right to the table is restricted: some of its fields may be locked when it is saved.")
    if hint.table.bits & TABLE_FILTERING:
        yield tr("The right to the table is filtered: some of its fields may have been left out.")
