"""The ways somebody agreed to be reached: links that open the member's own phone.

Messengers are opened by their own schemes, never through a page of theirs: a number in a web address would stay in the
browser's history and reach somebody who has no business with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.people.models import Person
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard

LABELS = {
    "phone": ("phone", gettext_lazy("Call")),
    "text": ("text", gettext_lazy("Text")),
    "signal": ("chat", gettext_lazy("Signal")),
    "whatsapp": ("chat", gettext_lazy("WhatsApp")),
    "telegram": ("chat", gettext_lazy("Telegram")),
    "email": ("mail", gettext_lazy("E-mail")),
}
BY_NUMBER = ("phone", "text")


@dataclass(frozen=True)
class Way:
    """A button: channel, picture, words, link. `square` is what a phone reads from the screen, where that makes sense."""

    channel: str
    icon: str
    label: str
    href: str
    square: str = ""


def ways_to(person: Person, card: OpenedCard, country: str) -> Iterator[Way]:
    """What the person agreed to and the card makes possible; nothing for one who wants no contact."""
    if person.wants_no_contact_at:
        return
    agreed = {
        consent.channel
        for consent in person.consents.all()
        if consent.purpose == "follow_up" and not consent.withdrawn_at
    }
    number = e164(card.phone, country) if card.phone else None
    for channel, (icon, label) in LABELS.items():
        href = _href(channel, number, card.email.strip(), person) if channel in agreed else None
        if href:
            square = f"{'tel' if channel == 'phone' else 'sms'}:{number}" if channel in BY_NUMBER else ""
            yield Way(channel, icon, str(label), href, square)


def _href(channel: str, number: str | None, email: str, person: Person) -> str | None:
    if channel == "email":
        return f"mailto:{quote(email, safe='@')}?body={quote(_hello(person))}" if "@" in email else None
    if number is None:
        return None
    return {
        "phone": f"tel:{number}",
        "text": f"sms:{number}?body={quote(_hello(person))}",
        "signal": f"sgnl://signal.me/#p/{number}",
        "whatsapp": f"whatsapp://send?phone={number.removeprefix('+')}",
        "telegram": f"tg://resolve?phone={number.removeprefix('+')}",
    }[channel]


def _hello(person: Person) -> str:
    """A first sentence in the person's language where there is one, without a name."""
    spoken = person.language.split("-")[0]
    with translation.override(spoken if spoken in dict(settings.LANGUAGES) else translation.get_language()):
        if person.met_outing is None:
            return _("Hello, you gave us a way to reach you.")
        return _("Hello, we talked at {place}. You gave us a way to reach you.").format(
            place=person.met_outing.place.name
        )
