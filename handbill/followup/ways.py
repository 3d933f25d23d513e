"""The ways somebody agreed to be reached: links that open the member's own phone.

On this device messengers are opened by their own schemes, never through a page of theirs: a number in a web address
would stay in the browser's history and reach somebody who has no business with it. The square is read by the member's
own phone, where the address belongs to the messenger's app and a camera follows no other scheme.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

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
# What a camera reads: it opens the telephone or the messenger's app, where one is installed.
SQUARES = {
    "phone": "tel:{number}",
    "text": "sms:{number}",
    "signal": "https://signal.me/#p/{number}",
    "whatsapp": "https://wa.me/{digits}",
    "telegram": "https://t.me/{number}",
}


@dataclass(frozen=True)
class Way:
    """A button: channel, picture, words, link. `square` is what a phone reads from the screen."""

    channel: str
    icon: str
    label: str
    href: str
    square: str = ""


def ways_to(person: Person, card: OpenedCard, country: str, hello: str) -> Iterator[Way]:
    """What the person agreed to and the card makes possible; nothing for one who wants no contact."""
    if person.wants_no_contact_at:
        return
    agreed = {
        consent.channel
        for consent in person.consents.all()
        if consent.purpose == "follow_up" and not consent.withdrawn_at
    }
    number, email = e164(card.phone, country) if card.phone else None, card.email.strip()
    for channel, (icon, label) in LABELS.items():
        href = _href(channel, number, email, hello) if channel in agreed else None
        if href:
            yield Way(channel, icon, str(label), href, _square(channel, number, email))


def _href(channel: str, number: str | None, email: str, hello: str) -> str | None:
    if channel == "email":
        return f"mailto:{quote(email, safe='@')}?body={quote(hello)}" if "@" in email else None
    if number is None:
        return None
    return {
        "phone": f"tel:{number}",
        "text": f"sms:{number}?body={quote(hello)}",
        "signal": f"sgnl://signal.me/#p/{number}",
        "whatsapp": f"whatsapp://send?phone={number.removeprefix('+')}&text={quote(hello)}",
        "telegram": f"tg://resolve?phone={number.removeprefix('+')}",
    }[channel]


def _square(channel: str, number: str | None, email: str) -> str:
    if channel == "email":
        return f"mailto:{quote(email, safe='@')}"
    return SQUARES[channel].format(number=number, digits=number.removeprefix("+"))
