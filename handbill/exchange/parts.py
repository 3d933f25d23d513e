"""What this room puts on pages of rooms below."""

from handbill.exchange.models import CalendarAddress, Webhook


def calendar_on_my_page(page: dict) -> tuple[str, dict] | None:
    """For base.spots on a member's own page: whether she has a calendar address, and since when."""
    member = page.get("member")
    if member is None:
        return None
    return "exchange/_calendar.html", {"address": CalendarAddress.objects.filter(member=member).first()}


def paused_webhooks(page: dict) -> tuple[str, dict] | None:
    """On Today, for organisers: addresses that paused themselves after failing for three days."""
    paused = Webhook.objects.visible_to(page["member"]).filter(paused_at__isnull=False, paused_by=None).count()
    return ("exchange/_paused.html", {"paused": paused}) if paused else None
