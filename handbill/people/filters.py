"""Which people a list shows. A choice is codes and ids, so it may stand in an address; words to search for never do."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.facts.models import Willing
from handbill.people.models import Consent, Person, Stage, Tagged

WHICH = ("", "waiting", "late", "mine", "helps", "paper", "quiet")
CHANNELS = ("phone", "text", "email", "signal", "whatsapp", "telegram", "post", "other")
QUIET_FOR = timedelta(days=90)
FACETS = ("place", "language", "owner", "tag", "stage", "agreed")


@dataclass(frozen=True)
class Filters:
    """`which` is one of WHICH; `place`, `owner` and `tag` are ids; `language`, `stage` and `agreed` (a channel) are codes;
    empty is all."""

    which: str = ""
    place: str = ""
    language: str = ""
    owner: str = ""
    agreed: str = ""
    tag: str = ""
    stage: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address; empty for everybody."""
        return urlencode({one.name: value for one in fields(self) if (value := getattr(self, one.name))})

    @property
    def narrows(self) -> bool:
        """Whether anything beside `which` is chosen."""
        return self != Filters(self.which)

    def with_which(self, which: str) -> "Filters":
        return replace(self, which=which)

    def with_facet(self, name: str, value: str) -> "Filters":
        """The same with one of FACETS chosen, or with an empty value not."""
        return replace(self, **{name: value})


def read_filters(sent: Mapping[str, str]) -> Filters:
    """What an address asks for; whatever is unknown counts as not asked for."""
    return Filters(
        which=_one_of(sent.get("which", ""), WHICH),
        place=an_id(sent.get("place", "")),
        language=_a_code(sent.get("language", "")),
        owner=an_id(sent.get("owner", "")),
        agreed=_one_of(sent.get("agreed", ""), CHANNELS),
        tag=an_id(sent.get("tag", "")),
        stage=_one_of(sent.get("stage", ""), tuple(Stage.values)),
    )


def an_id(value: str) -> str:
    """The value where it is an id, else nothing."""
    try:
        return str(uuid.UUID(value)) if value else ""
    except ValueError:
        return ""


def chosen(people, member: Member, filters: Filters):
    """Those of `people` that the filters let through."""
    if filters.place:
        people = people.filter(met_outing__place=uuid.UUID(filters.place))
    if filters.language:
        people = people.filter(language=filters.language)
    if filters.owner:
        people = people.filter(owner=uuid.UUID(filters.owner), is_anyones=False)
    if filters.stage:
        people = people.filter(stage=filters.stage)
    if filters.tag:
        people = people.filter(Exists(Tagged.objects.filter(person=OuterRef("pk"), tag=uuid.UUID(filters.tag))))
    if filters.agreed:
        people = people.filter(_agreed(channel=filters.agreed))
    return people.filter(_which(filters.which, member)) if filters.which else people


def _which(which: str, member: Member):
    open_ones = Person.follow_ups.rel.related_model.objects.filter(person=OuterRef("pk"), closed_at=None)
    return {
        "waiting": lambda: Exists(open_ones),
        "late": lambda: Exists(open_ones.filter(due_at__lt=now())),
        "mine": lambda: Q(owner=member),
        "helps": _wants_to_help,
        "paper": lambda: _agreed(purpose="news"),
        "quiet": lambda: _quiet(),
    }[which]()


def _agreed(**what):
    return Exists(Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None, **what))


def _wants_to_help():
    """Whether the conversation they were met in came to that, with its details read in and without what was taken back."""
    return Exists(Willing.objects.filter(group=OuterRef("group"), conversation=OuterRef("conversation_fact")))


def _quiet():
    """Met three months ago or longer; nothing is due, nobody tried since. Whoever wants no contact is not quiet but gone."""
    since = now() - QUIET_FOR
    lately = Q(closed_at=None) | Q(closed_at__gte=since) | Q(tried_at__gte=since)
    follow_ups = Person.follow_ups.rel.related_model.objects.filter(lately, person=OuterRef("pk"))
    return Q(met_at__lt=since, wants_no_contact_at=None) & ~Exists(follow_ups)


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def _a_code(value: str) -> str:
    return value if len(value) <= 35 and value.replace("-", "").isalnum() else ""
