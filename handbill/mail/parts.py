"""What other rooms' pages show of mail: a member's reminders, and mailings where the paper is made."""

from handbill.mail.models import Reminder, Rhythm
from handbill.mail.queries import unsettled_of


def reminders_of_mine(page: dict) -> tuple[str, dict] | None:
    member = page["request"].user
    if not member.has_people:
        return None
    reminder = Reminder.objects.filter(member=member).first()
    wants = reminder and reminder.rhythm != Rhythm.NEVER
    return "mail/_mine.html", {"rhythm": reminder.get_rhythm_display() if wants else ""}


def mailings_of_the_paper(page: dict) -> tuple[str, dict] | None:
    """On the Paper page: the way to mailings, and what waits for somebody."""
    member = page["request"].user
    return ("mail/_paper.html", {"unsettled": len(unsettled_of(member))}) if member.is_organiser else None


def edition_of_an_issue(page: dict) -> tuple[str, dict] | None:
    """On a published issue's page."""
    return ("mail/_published.html", {}) if page["request"].user.is_organiser else None
