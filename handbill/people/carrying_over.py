"""How far cards are carried over to the group's new key, for the page of the keys."""

from handbill.accounts.models import Key
from handbill.people.models import Card


def part_of_keys(page: dict) -> tuple[str, dict] | None:
    """Says nothing once every card is under the newest key."""
    group, newest = page["group"], Key.objects.current().get(group=page["group"], kind=Key.Kind.CARDS)
    cards = Card.objects.filter(group=group)
    done, all_of_them = cards.filter(intake_epoch__gte=newest.epoch).count(), cards.count()
    if newest.epoch == 1 or done == all_of_them:
        return None
    return "people/_carrying_over.html", {"done": done, "all_of_them": all_of_them, "epoch": newest.epoch}
