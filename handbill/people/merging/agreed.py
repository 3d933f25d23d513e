"""What holds of two people's consents once they are one: never more than either said, a 'no' of either stays a 'no'."""

from collections.abc import Iterable

from handbill.people.correcting import OnTheCard
from handbill.people.merging.choices import says_the_same
from handbill.people.models import Consent
from handbill.people.opening import OpenedCard

REACHED_BY = {"email": "email", "post": "other", "other": "other"}  # everything else goes to the number


def that_hold(
    first: Iterable[Consent],
    second: Iterable[Consent],
    *,
    cards: tuple[OpenedCard, OpenedCard],
    merged: OnTheCard,
    country: str,
    wants_no_contact: bool = False,
) -> set[int]:
    """Ids of the consents that still hold.

    A consent holds where it held before, the other side has not taken the same one back, and the number or address it was
    given for is the one on the merged card.
    """
    first, second = list(first), list(second)
    if wants_no_contact:
        return set()
    sides = ((first, second, cards[0]), (second, first, cards[1]))
    return {
        consent.id
        for own, others, card in sides
        for consent in own
        if consent.withdrawn_at is None
        and not _taken_back(consent, others)
        and _is_the_same_way(consent.channel, card, merged, country)
    }


def _taken_back(consent: Consent, others: list[Consent]) -> bool:
    """The other side once agreed to the same, and it does not hold there any more."""
    same = [one for one in others if (one.purpose, one.channel) == (consent.purpose, consent.channel)]
    return bool(same) and all(one.withdrawn_at for one in same)


def _is_the_same_way(channel: str, card: OpenedCard, merged: OnTheCard, country: str) -> bool:
    field = REACHED_BY.get(channel, "phone")
    own, after = getattr(card, field).strip(), getattr(merged, field).strip()
    if field == "other":
        return own in after
    return not own or says_the_same(field, own, after, country)
