"""What this room puts on pages of rooms below."""

from handbill.exchange.models import CalendarAddress


def calendar_on_my_page(page: dict) -> tuple[str, dict] | None:
    """For base.spots on a member's own page: whether she has a calendar address, and since when."""
    member = page.get("member")
    if member is None:
        return None
    return "exchange/_calendar.html", {"address": CalendarAddress.objects.filter(member=member).first()}
