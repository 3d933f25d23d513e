"""What other rooms' pages show of this one."""

from handbill.notices.models import Device


def notices_of_mine(page: dict) -> tuple[str, dict] | None:
    """On a member's own page: on how many devices she is told."""
    return "notices/_mine.html", {"devices": Device.objects.filter(member=page["request"].user).count()}
