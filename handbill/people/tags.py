"""Index entries of what stands on a card, under one key or another."""

from handbill.keys.index import address_entry, phone_entry
from handbill.people.numbers_of_phones import e164


def tags_under(key: bytes, phone: str, email: str, country: str) -> list[bytes]:
    """One for the number and one for the address, as far as they can be read."""
    number = e164(phone, country) if phone else None
    by_number = [phone_entry(key, number)] if number else []
    return by_number + ([address_entry(key, email)] if "@" in email else [])
