"""What other rooms' pages show of this one."""

from handbill.signup.models import HeldSignUp


def waiting_to_be_looked_at(page: dict) -> tuple[str, dict] | None:
    """On Today, for organisers, while something waits."""
    waiting = HeldSignUp.objects.visible_to(page["member"]).count()
    return ("signup/_waiting.html", {"waiting": waiting}) if waiting else None
