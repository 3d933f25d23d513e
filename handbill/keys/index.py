"""The index of an epoch: entries by which an exact number or address is found without opening any card.

    entry = HMAC-SHA256(index key, "p" | E.164)[:16]     or     HMAC-SHA256(index key, "m" | case-folded address)[:16]

Keyed, since all numbers of a country are hashed within the hour. The 'wants no contact' entries are the same under
their own key.
"""

import hashlib
import hmac
import re
import unicodedata

ENTRY_BYTES = 16
_E164 = re.compile(r"\+[1-9][0-9]{4,14}")


def phone_entry(key: bytes, e164: str) -> bytes:
    """The entry of a telephone number in E.164 ('+' and digits, nothing else; else ValueError)."""
    if not _E164.fullmatch(e164):
        raise ValueError("not a number in E.164")
    return _entry(key, "p" + e164)


def address_entry(key: bytes, address: str) -> bytes:
    """The entry of an e-mail address; capitals and outer spaces do not matter."""
    return _entry(key, "m" + unicodedata.normalize("NFC", address.strip().casefold()))


def _entry(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).digest()[:ENTRY_BYTES]
