"""What the group says about somebody beside the card: tags, stage, languages, who came with them.

None of it is sealed, so none of it may be personal: tags are the group's own words, made by organisers, and everybody
who gets back to somebody may put them on. Stage and languages are codes.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.models import Group, Member
from handbill.base.errors import MayNot, Refusal
from handbill.people.models import CameWith, Person, Tag, Tagged

MOST_TAGS = 100
LONGEST_TAG = 40
MOST_LANGUAGES = 6


@dataclass(frozen=True)
class Sorted:
    """How somebody is sorted from now on: ids of tags that stand, the name of a new one, ids of people."""

    stage: str
    more_languages: tuple[str, ...] = ()
    tags: tuple[uuid.UUID, ...] = ()
    new_tag: str = ""
    came_with: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class Companion:
    """Somebody they came with: `person` is None where that card is gone, or is nobody this member may see."""

    person: Person | None
    is_gone: bool


@transaction.atomic
def sort_person(person: Person, chosen: Sorted, *, by: Member) -> None:
    """Set it all as chosen; what `by` cannot see stays as it is."""
    languages = [code for code in dict.fromkeys(chosen.more_languages) if code != person.language][:MOST_LANGUAGES]
    Person.objects.filter(id=person.id).update(stage=chosen.stage, more_languages=languages)
    tags = list(Tag.objects.filter(group=person.group_id, id__in=chosen.tags))
    if chosen.new_tag:
        tags.append(make_tag(chosen.new_tag, by=by))
    Tagged.objects.filter(person=person.id).exclude(tag__in=tags).delete()
    put_tags([person], tags)
    _set_companions(person, set(chosen.came_with), by)


def put_tags(people: Iterable[Person], tags: Iterable[Tag]) -> None:
    """These tags on each of these people; one that is there already stays once."""
    tags = list(tags)
    rows = [Tagged(group_id=person.group_id, person=person, tag=tag) for person in people for tag in tags]
    Tagged.objects.bulk_create(rows, ignore_conflicts=True)


def make_tag(name: str, *, by: Member) -> Tag:
    """A new tag, or the one of that name. By organisers: a tag is not sealed and must not say who somebody is."""
    name = " ".join(name.split())[:LONGEST_TAG]
    standing = Tag.objects.filter(group=by.group_id, folded=name.casefold()).first()
    if standing:
        return standing
    if not by.is_organiser:
        raise MayNot(_("New tags are made by organisers. Nothing was changed. Choose one that is there."))
    if Tag.objects.filter(group=by.group_id).count() >= MOST_TAGS:
        raise Refusal("too_many_tags", _("There are 100 tags. Nothing was changed. End one that nobody uses."), 422)
    return Tag.objects.create(group_id=by.group_id, name=name, folded=name.casefold(), made_by=by)


def end_tag(tag: Tag, *, by: Member) -> int:
    """It goes from everybody who had it; returns how many that were."""
    if not by.is_organiser:
        raise MayNot(_("Tags are ended by organisers. Nothing was changed."))
    count = Tagged.objects.filter(tag=tag).count()
    tag.delete()
    note(by, "tag_ended", count=count)
    return count


def tags_of(group: Group | uuid.UUID):
    """The group's tags, by name."""
    return Tag.objects.filter(group=group)


def met_together(person: Person, member: Member):
    """Others she may see who were met in the same conversation."""
    others = Person.objects.visible_to(member).exclude(id=person.id)
    if not person.conversation_fact:
        return others.none()
    same = others.filter(conversation_fact=person.conversation_fact, met_outing=person.met_outing_id)
    return same.select_related("owner", "met_outing__place")


def companions_of(person: Person, member: Member) -> list[Companion]:
    """Whom they came with; nothing about who it was where the card is gone."""
    rows = list(person.came_with.order_by("id"))
    seen = Person.objects.visible_to(member).in_bulk([row.other_id for row in rows if row.other_id])
    return [Companion(seen.get(row.other_id), row.other_id is None) for row in rows]


def _set_companions(person: Person, chosen: set[uuid.UUID], by: Member) -> None:
    """Both ways. Only people met in the same conversation, and of those only whom `by` may see."""
    possible = set(met_together(person, by).values_list("id", flat=True))
    end_companions(person, possible - chosen)
    rows = [(person.id, other) for other in possible & chosen] + [(other, person.id) for other in possible & chosen]
    CameWith.objects.bulk_create(
        [CameWith(group_id=person.group_id, person_id=one, other_id=other) for one, other in rows],
        ignore_conflicts=True,
    )


def end_companions(person: Person, others: Iterable[uuid.UUID]) -> None:
    """They did not come with each other after all."""
    CameWith.objects.filter(person=person.id, other__in=list(others)).delete()
    CameWith.objects.filter(person__in=list(others), other=person.id).delete()
