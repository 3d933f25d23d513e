"""What a reader may agree to: the group's current wordings in the language of the page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Wording

NEWS = ("news", "email")
TEXTS = ("texts", "text")
CHANNELS = ("phone", "text", "signal", "whatsapp", "email", "other")
BY_PHONE = ("phone", "text", "signal", "whatsapp")


@dataclass(frozen=True)
class Offered:
    """One thing to tick, with the very words it stands for."""

    wording: Wording
    label: str

    @property
    def code(self) -> str:
        return f"{self.wording.purpose}-{self.wording.channel}"

    @property
    def is_other(self) -> bool:
        return self.wording.channel == "other"

    @property
    def is_news(self) -> bool:
        return (self.wording.purpose, self.wording.channel) == NEWS

    @property
    def is_texts(self) -> bool:
        return (self.wording.purpose, self.wording.channel) == TEXTS

    @property
    def is_follow_up(self) -> bool:
        return self.wording.purpose == "follow_up"


def offered_in(group: Group, language: str) -> list[Offered]:
    """News and texts first, then the ways to get back to somebody; in the group's language where there are no words in this one."""
    words: dict[tuple[str, str], Wording] = {}
    standing = Wording.objects.filter(group=group, ended_at=None)
    for wording in sorted(standing, key=lambda one: (one.language == language, one.language == group.language)):
        words[wording.purpose, wording.channel] = wording
    labels = _labels()
    wanted = [NEWS, TEXTS, *(("follow_up", channel) for channel in CHANNELS)]
    return [Offered(words[one], labels[one]) for one in wanted if one in words]


def languages_of(group: Group) -> list[str]:
    """The group's own language first, then those it has words of agreement in."""
    spoken = set(Wording.objects.filter(group=group, ended_at=None).order_by().values_list("language", flat=True))
    return [group.language, *sorted(spoken - {group.language})]


def wordings_said(offered: list[Offered]) -> list[tuple[str, list[str]]]:
    """Each text once, with the labels it stands for; one that stands for all ways to get back needs to name none."""
    texts: dict[str, list[str]] = {}
    for one in offered:
        texts.setdefault(one.wording.text, []).append(one.label)
    ways = [one.label for one in offered if one.is_follow_up]
    return [(text, [_("Everything else")] if labels == ways else labels) for text, labels in texts.items()]


def _labels() -> dict[tuple[str, str], str]:
    return {
        NEWS: _("Send me the paper"),
        TEXTS: _("Text me when something is on"),
        ("follow_up", "phone"): _("Ring me"),
        ("follow_up", "text"): _("Text me"),
        ("follow_up", "signal"): _("Signal"),
        ("follow_up", "whatsapp"): _("WhatsApp"),
        ("follow_up", "email"): _("E-mail me"),
        ("follow_up", "other"): _("You may reach me this way"),
    }
