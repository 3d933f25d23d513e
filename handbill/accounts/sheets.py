"""The recovery sheet as it is printed."""

from dataclasses import dataclass
from datetime import datetime

from handbill.accounts.models import Group, Key, Member
from handbill.base.clock import now
from handbill.keys.words import from_words, key_number, recovery_text


@dataclass(frozen=True)
class Sheet:
    """24 words in four columns of six, the key's short number, the text of the square."""

    group: Group
    made_by: Member
    made_at: datetime
    number: str
    words: list[str]
    square: str


def sheet_of(group: Group, words: str, by: Member) -> Sheet:
    """Everything the sheet shows; `words` are the 24 with spaces between."""
    key = Key.objects.of_group(group, Key.Kind.RECOVERY)
    return Sheet(group, by, now(), key_number(bytes(key.public)), words.split(), recovery_text(from_words(words)))
