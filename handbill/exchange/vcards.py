"""People as vCard 4.0 (RFC 6350)."""

import uuid

from handbill.exchange.content_lines import escaped, written
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard


def vcard_of(id: uuid.UUID, card: OpenedCard, country: str) -> str:
    """One card. A number that no country could dial goes along as text."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"UID:urn:uuid:{id}", f"FN:{escaped(card.name)}"]
    if card.phone:
        number = e164(card.phone, country)
        lines.append(f"TEL;VALUE=uri:tel:{number}" if number else f"TEL;VALUE=text:{escaped(card.phone)}")
    if card.email:
        lines.append(f"EMAIL:{escaped(card.email)}")
    if card.language.replace("-", "").isalnum():
        lines.append(f"LANG:{card.language}")
    note = "\n".join(text for text in (card.note, card.other) if text)
    if note:
        lines.append(f"NOTE:{escaped(note)}")
    return written([*lines, "END:VCARD"])
