"""What is said afterwards, carried in the address of the page so that no cookie and no row is needed: no personal word."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core import signing
from django.utils.formats import date_format

from handbill.accounts.models import Group
from handbill.followup.actions import WITHIN
from handbill.people.quiet_hours import last_good_moment

SALT = "handbill.signup.thanks"
LASTS = 7 * 24 * 3600


@dataclass(frozen=True)
class Thanks:
    """`by`: the day by which somebody writes; `mail`: sent, failed, or nothing where no mail was due; whether texts come."""

    by: date | None = None
    mail: str = ""
    is_held: bool = False
    has_texts: bool = False

    @property
    def weekday(self) -> str:
        return date_format(self.by, "l") if self.by else ""


def day_by_which(group: Group, at: datetime) -> date:
    """48 hours, and the evening before where they end in the night."""
    zone = ZoneInfo(group.timezone)
    return last_good_moment(at + WITHIN, zone).astimezone(zone).date()


def token_for(thanks: Thanks) -> str:
    said = [thanks.by.isoformat() if thanks.by else "", thanks.mail, thanks.is_held, thanks.has_texts]
    return signing.dumps(said, salt=SALT)


def thanks_of(token: str) -> Thanks:
    """Plain thanks for a token that is old or none."""
    try:
        by, mail, is_held, has_texts = signing.loads(token[:300], salt=SALT, max_age=LASTS)
        return Thanks(date.fromisoformat(by) if by else None, mail, is_held, has_texts)
    except (signing.BadSignature, ValueError, TypeError):
        return Thanks()
