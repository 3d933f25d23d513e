"""How a text or an e-mail begins: the group's own words in the person's language, else Handbill's."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.accounts.models import Group, Member
from handbill.base.moments import short_day
from handbill.followup.models import FirstSentence
from handbill.people.models import Person

PLACEHOLDERS = {
    "place": gettext_lazy("where you met them"),
    "day": gettext_lazy("the day you met them"),
    "me": gettext_lazy("the name of whoever writes"),
    "group": gettext_lazy("the name of the group"),
    "paper": gettext_lazy("the name of the paper"),
}
IN_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class FirstSentences:
    """The sentences of one group, read once for a whole page; `by` is who will write."""

    group: Group
    by: Member
    own: dict[str, str]

    def to(self, person: Person) -> str:
        """The words for this person, never with their name: it stays on the card."""
        spoken = person.language or self.group.language
        own = self.own.get(spoken) or self.own.get(spoken.split("-")[0])
        if own is None and not _speaks(spoken):
            spoken = self.group.language
            own = self.own.get(spoken)
        outing = person.met_outing
        with translation.override(_ours(spoken)):
            sentence = own or (default_with_place() if outing else default_without_place())
            values = {
                "place": outing.place.name if outing else "",
                "day": _day(person.met_at),
                "me": self.by.name,
                "group": self.group.name,
                "paper": self.group.paper,
            }
        return IN_BRACES.sub(lambda found: values.get(found[1], found[0]), sentence)


def first_sentences_of(member: Member) -> FirstSentences:
    """One query."""
    rows = FirstSentence.objects.filter(group=member.group_id, ended_at=None)
    return FirstSentences(member.group, member, dict(rows.values_list("language", "text")))


def default_in(language: str) -> str:
    """Handbill's own sentence, in this language where it speaks it."""
    with translation.override(_ours(language)):
        return default_with_place()


def default_with_place() -> str:
    return _("Hello, we talked at {place}. You gave us a way to reach you.")


def default_without_place() -> str:
    return _("Hello, you gave us a way to reach you.")


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and means nothing here."""
    return [name for name in IN_BRACES.findall(text) if name not in PLACEHOLDERS]


def _speaks(language: str) -> bool:
    return language.split("-")[0] in dict(settings.LANGUAGES)


def _ours(language: str) -> str:
    return language.split("-")[0] if _speaks(language) else translation.get_language()


def _day(at: datetime) -> str:
    return short_day(timezone.localdate(at))
