"""Which people a list shows. A choice is codes and ids, so it may stand in an address; words to search for never do."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.facts.models import Willing
from handbill.people.merging.queries import merged_conversations
from handbill.people.models import Consent, Person, Stage, Tagged

WHICH = ("", "waiting", "late", "mine", "helps", "paper")
CHANNELS = ("phone", "text", "email", "signal", "whatsapp", "telegram", "post", "other")
QUIET_FOR = ("30", "90", "180", "365")  # days
FACETS = ("quiet", "place", "language", "owner", "tag", "stage", "agreed")


@dataclass(frozen=True)
class Filters:
    """`which` is one of WHICH; `place`, `owner` and `tag` are ids; `language`, `stage` and `agreed` (a channel) are codes;
    `quiet` is one of QUIET_FOR; empty is all."""

    which: str = ""
    place: str = ""
    language: str = ""
    owner: str = ""
    agreed: str = ""
    tag: str = ""
    stage: str = ""
    quiet: str = ""

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
        quiet=_one_of(sent.get("quiet", ""), QUIET_FOR),
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
        people = people.filter(_speaks(filters.language))
    if filters.owner:
        people = people.filter(owner=uuid.UUID(filters.owner), is_anyones=False)
    if filters.stage:
        people = people.filter(stage=filters.stage)
    if filters.tag:
        people = people.filter(Exists(Tagged.objects.filter(person=OuterRef("pk"), tag=uuid.UUID(filters.tag))))
    if filters.agreed:
        people = people.filter(_agreed(channel=filters.agreed))
    if filters.quiet:
        people = people.filter(_quiet(quiet_since(filters.quiet)))
    return people.filter(_which(filters.which, member)) if filters.which else people


def _which(which: str, member: Member):
    open_ones = Person.follow_ups.rel.related_model.objects.filter(person=OuterRef("pk"), closed_at=None)
    return {
        "waiting": lambda: Exists(open_ones),
        "late": lambda: Exists(open_ones.filter(due_at__lt=now())),
        "mine": lambda: Q(owner=member),
        "helps": lambda: _wants_to_help(member.group_id),
        "paper": lambda: _agreed(purpose="news"),
    }[which]()


def _agreed(**what):
    return Exists(Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None, **what))


def _wants_to_help(group_id: uuid.UUID):
    """Whether the conversation they were met in came to that, with its details read in and without what was taken back.

    Where two cards were put together, the conversation of either.
    """
    willing = Willing.objects.filter(group=group_id)
    merged = merged_conversations(group_id)
    also = willing.filter(conversation__in=list(merged)).values_list("conversation", flat=True) if merged else ()
    return Exists(willing.filter(conversation=OuterRef("conversation_fact"))) | Q(
        id__in=[merged[talk] for talk in also]
    )


def _speaks(language: str):
    """As the language on the card or as one of the others, which stand as a list of codes in one column."""
    others = StrIndex(Cast(F("more_languages"), TextField()), Value(f'"{language}"'))
    return Q(language=language) | GreaterThan(others, 0)


def quiet_since(days: str) -> datetime:
    """Since when nothing has happened with people who are quiet for so many days."""
    return now() - timedelta(days=int(days))


def _quiet(since: datetime):
    """Met before; nothing is due, nobody tried since. Whoever wants no contact is not quiet but gone."""
    lately = Q(closed_at=None) | Q(closed_at__gte=since) | Q(tried_at__gte=since)
    follow_ups = Person.follow_ups.rel.related_model.objects.filter(lately, person=OuterRef("pk"))
    return Q(met_at__lt=since, wants_no_contact_at=None) & ~Exists(follow_ups)


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def _a_code(value: str) -> str:
    return value if len(value) <= 35 and value.replace("-", "").isalnum() else ""
