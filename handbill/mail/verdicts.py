"""What an answer of the mail server means for the one recipient, for her address, and for the whole order."""

from datetime import timedelta
from enum import Enum

from handbill.mail.connection import Answer

MOST_TRIES = 6
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=4)
_SOFT = ("5.2.2", "5.2.3", "5.3.1", "5.3.4", "5.4.5", "5.4.7", "5.4.316")  # full, too big, busy; given up after days


class Verdict(Enum):
    SENT = "sent"
    LATER = "later"  # this one again in a while
    REFUSED = "refused"  # this mail is not wanted there; the address may well be right
    STOPPED = "stopped"  # there is no such address
    WAIT = "wait"  # the server wants nothing from us for now
    PAUSE = "pause"  # the server wants nothing from this account: somebody has to look


def verdict_of(answer: Answer) -> Verdict:
    if answer.is_taken:
        return Verdict.SENT
    if answer.code == 421 or answer.code // 100 not in (4, 5):
        return Verdict.WAIT
    if answer.code // 100 == 4:
        return Verdict.LATER if answer.at in ("to", "end") else Verdict.WAIT
    if answer.at in ("from", "data"):
        return Verdict.PAUSE
    return Verdict.STOPPED if answer.at == "to" and is_about_the_address(answer) else Verdict.REFUSED


def is_about_the_address(answer: Answer) -> bool:
    """5.1 is the address, 5.2 the mailbox (5.2.2: full, which passes); 5.7 is what they think of us."""
    if answer.status:
        return answer.status.startswith(("5.1.", "5.2.")) and not is_soft(answer.status)
    return answer.code in (550, 551, 553)


def is_soft(status: str) -> bool:
    """Full, too busy, away: the address is right and may take mail another day."""
    return status.startswith("4.") or status in _SOFT


def wait_after(tries: int, first: timedelta = FIRST_WAIT) -> timedelta:
    return min(LONGEST_WAIT, first * 2 ** max(0, tries - 1))
