"""The ways somebody agreed to be reached: links that open the member's own phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

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


@dataclass(frozen=True)
class Way:
    """A button: channel, picture, words, link."""

    channel: str
    icon: str
    label: str
    href: str


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
        href = _href(channel, number, card.email, person) if channel in agreed else None
        if href:
            yield Way(channel, icon, str(label), href)


def _href(channel: str, number: str | None, email: str, person: Person) -> str | None:
    if channel == "email":
        return f"mailto:{quote(email, safe='@+')}?body={quote(_hello(person))}" if "@" in email else None
    if number is None:
        return None
    digits = number.removeprefix("+")
    return {
        "phone": f"tel:{number}",
        "text": f"sms:{number}?body={quote(_hello(person))}",
        "signal": f"https://signal.me/#p/{number}",
        "whatsapp": f"https://wa.me/{digits}",
        "telegram": f"https://t.me/+{digits}",
    }[channel]


def _hello(person: Person) -> str:
    """A first sentence, without a name."""
    if person.met_outing is None:
        return _("Hello, you gave us a way to reach you.")
    return _("Hello, we talked at {place}. You gave us a way to reach you.").format(place=person.met_outing.place.name)
