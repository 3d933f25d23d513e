"""What an afternoon must come to, worked out anew from what the phones noted, in the words of SYNC.md alone."""

from collections import defaultdict
from collections.abc import Iterable

ASKED = ("given", "refused", "later")
STEP = {"taken": 1, "passed_on": -1, "handout": -1}
PILE = ("cupboard", "member")

Noted = tuple[str, dict]  # whose phone, the fact


def standing(noted: Iterable[Noted]) -> list[Noted]:
    """Without what its own phone took back. Nobody takes back a taking back."""
    noted = list(noted)
    kinds = {fact["id"]: fact["kind"] for _phone, fact in noted}
    back = {(phone, fact["body"]["of"]) for phone, fact in noted if fact["kind"] == "retraction"}
    return [
        (phone, fact) for phone, fact in noted if (phone, fact["id"]) not in back or kinds[fact["id"]] == "retraction"
    ]


def totals(noted: Iterable[Noted], booked: int) -> dict[str, int]:
    """TOTALS."""
    upright = standing(noted)
    asks = asks_of(upright)
    handouts = [fact["body"] for _phone, fact in upright if fact["kind"] == "handout"]
    taken = [fact["body"] for _phone, fact in upright if fact["kind"] == "taken"]
    from_pile = sum(body["copies"] for body in taken if body["from"] in PILE)
    return {
        "conversations": len(asks),
        "asked": sum(ask in ASKED for ask in asks.values()),
        "given": sum(ask == "given" for ask in asks.values()),
        "copies": sum(body["copies"] for body in handouts),
        "for_friend": sum(body.get("for_friend") or 0 for body in handouts),
        "contacts": sum(fact["kind"] == "contact" for _phone, fact in upright),
        "copies_left": sum(in_hand(upright).values()) + max(0, booked - from_pile),
    }


def asks_of(upright: list[Noted]) -> dict[str, str | None]:
    """By conversation; among several details of its phone the one with the greatest id wins."""
    asks = {fact["id"]: (phone, fact["body"].get("ask")) for phone, fact in upright if fact["kind"] == "conversation"}
    for phone, fact in sorted(upright, key=lambda one: one[1]["id"]):
        body = fact["body"]
        if fact["kind"] == "detail" and body.get("ask") and asks.get(body["of"], ("",))[0] == phone:
            asks[body["of"]] = (phone, body["ask"])
    return {id: ask for id, (_phone, ask) in asks.items()}


def in_hand(upright: list[Noted]) -> dict[str, int]:
    """Per phone; a count replaces what came before it."""
    stacks: dict[str, int] = defaultdict(int)
    for phone, fact in sorted(upright, key=lambda one: one[1]["id"]):
        if fact["kind"] == "count":
            stacks[phone] = fact["body"]["copies"]
        elif fact["kind"] in STEP:
            stacks[phone] += STEP[fact["kind"]] * fact["body"]["copies"]
    return stacks


def persons(noted: Iterable[Noted]) -> set[str]:
    """Whose cards must be there."""
    return {fact["body"]["person"] for _phone, fact in standing(noted) if fact["kind"] == "contact"}
