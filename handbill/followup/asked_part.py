"""What people asked for on their own pages, as organisers find it on Today."""

from handbill.people.models import Asked
from handbill.people.opening import open_cards

MOST = 6


def asked_on_today(page: dict) -> tuple[str, dict] | None:
    """For base.spots: nothing where nobody asked, or for whoever is no organiser."""
    member, request = page.get("member"), page.get("request")
    if member is None or request is None or not member.is_organiser:
        return None
    rows = Asked.objects.visible_to(member).open().select_related("person")
    shown = list(rows[:MOST])
    if not shown:
        return None
    keyring = request.keyring
    cards = open_cards([row.person for row in shown], keyring) if keyring else {}
    asked = [(row, cards.get(row.person_id)) for row in shown]
    return "followup/_asked_on_today.html", {"asked": asked, "more": rows.count() - len(shown)}
