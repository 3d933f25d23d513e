"""Finding a holder, or beginning one."""

import uuid
from datetime import date

from handbill.accounts.models import Group, Member
from handbill.copies.models import Holder


def stack_of(member: Member) -> Holder:
    """The copies a member has at home."""
    holder, _made = Holder.objects.get_or_create(member=member, defaults={"group": member.group, "kind": "member"})
    return holder


def stack_at(outing_id: uuid.UUID, group_id: uuid.UUID, name: str, on: date) -> Holder:
    """The copies an outing has with it; its place and day are brought along."""
    words = {"name": name, "on": on}
    holder, _made = Holder.objects.update_or_create(
        outing=outing_id,
        defaults=words,
        create_defaults={**words, "group_id": group_id, "kind": "outing"},
    )
    return holder


def end_of(group_id: uuid.UUID, kind: str) -> Holder:
    """Where copies have gone for good, or nobody knows where."""
    holder, _made = Holder.objects.get_or_create(group_id=group_id, kind=kind)
    return holder


def place_named(group: Group, name: str) -> Holder:
    """A place where copies lie, begun where there is none of this name."""
    name = " ".join(name.split())
    known = Holder.objects.filter(group=group, kind="place", name__iexact=name).first()
    return known or Holder.objects.create(group=group, kind="place", name=name)
