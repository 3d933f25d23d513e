"""What a member's own page shows of reminders."""

from handbill.mail.models import Reminder, Rhythm


def reminders_of_mine(page: dict) -> tuple[str, dict] | None:
    member = page["request"].user
    if not member.has_people:
        return None
    reminder = Reminder.objects.filter(member=member).first()
    wants = reminder and reminder.rhythm != Rhythm.NEVER
    return "mail/_mine.html", {"rhythm": reminder.get_rhythm_display() if wants else ""}
