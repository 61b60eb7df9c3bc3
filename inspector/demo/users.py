"""Service users: what the table ejuser has of them decides what a new request of theirs starts with.

Tim lives by habit: his category is the one that he used last. Ingrid lives by what she once chose. Jonas may not look.
Sources: SuperOffice's pages on the tables ejuser and category_membership; its script of the request screen for the
order among the columns.
"""

from __future__ import annotations

from typing import NamedTuple

from inspector.demo.company import ASSOCIATES, BY_ID, Associate
from inspector.demo.wire import Tree

USE_LAST = 0b0110
"""Of `flags`: "use last category". The documents count this bit as 1 and as 2, so users here have both or neither."""
AUTOMATIC, UNASSIGNED, YOURSELF = 1, 2, 3  # default_user


class User(NamedTuple):
    """What a Service user prefers; 0 is no preference."""

    default_category: int
    last_category: int
    default_user: int
    default_status: int = 0
    flags: int = 0

    @property
    def category(self) -> int:
        """The category that their next request starts with; 0 for none."""
        return (self.last_category if self.flags & USE_LAST else 0) or self.default_category


_USERS = {
    1: User(1, 3, YOURSELF, 1, USE_LAST),
    2: User(7, 8, YOURSELF),
    3: User(7, 3, YOURSELF),
    4: User(12, 12, AUTOMATIC, 1),  # a category that assigns nobody
    5: User(2, 3, YOURSELF, 1, USE_LAST),
    6: User(11, 4, UNASSIGNED),  # a category for members only, and she is none
    9: User(7, 8, AUTOMATIC, 0, USE_LAST),
    10: User(7, 7, AUTOMATIC),
    11: User(9, 10, YOURSELF, 0, USE_LAST),
    12: User(9, 10, UNASSIGNED, 4),
}
"""By AssociateId."""


MEMBERS = {
    3: (2, 5, 9),
    4: (2, 6, 9),
    5: (1,),
    7: (2, 3, 9, 10),
    8: (2, 3, 9, 10),
    9: (11,),
    10: (11, 12),
    11: (1, 11),
    12: (4, 6),
}
"""By category: who gets its requests, by AssociateId."""


def of(who: Associate) -> User:
    """A colleague's row; of those without Service, an empty one."""
    return _USERS.get(who.id, User(0, 0, AUTOMATIC))


def rows() -> list[Tree]:
    """The table ejuser, as the archive `dynamic` names its columns. Its password is a column that nobody gets."""
    return [_row(who, of(who)) for who in ASSOCIATES if who.service_id]


def _row(who: Associate, user: User) -> Tree:
    return {
        "ejuser.id": who.service_id,
        "ejuser.loginname": who.user,
        "ejuser.default_category": user.default_category,
        "ejuser.last_category": user.last_category,
        "ejuser.flags": user.flags,
        "ejuser.default_user": user.default_user,
        "ejuser.default_status_new_ticket": user.default_status,
    }


def memberships() -> list[Tree]:
    """The table category_membership."""
    return [
        {
            "category_membership.id": number,
            "category_membership.category_id": category,
            "category_membership.user_id": who.service_id,
            "category_membership.weight": 1,
        }
        for number, (category, who) in enumerate(_members(), 1)
    ]


def category_members() -> list[Tree]:
    """The archive ExistingCategoryMembers: who belongs to which category."""
    return [
        {
            "categoryMembershipId": number,
            "categoryId": category,
            "ejUserId": who.service_id,
            "weight": 1,
            "isDefinedByUsergroup": False,
            "fullName": who.name,
        }
        for number, (category, who) in enumerate(_members(), 1)
    ]


def _members() -> list[tuple[int, Associate]]:
    return [(category, BY_ID[member]) for category, members in MEMBERS.items() for member in members]
