"""What was learnt: how many copies to bring, and contacts per talk side by side. Never about one person."""

from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.operations.outings import outing_of
from handbill.exchange.api.schema import TRUTH, UUID, list_of, object_of, one_of, or_null, whole
from handbill.learn.bringing import Choice, advice_for
from handbill.learn.bringing_page import RISKS
from handbill.learn.comparing import BY, Row, compare
from handbill.learn.outings import outings_of
from handbill.learn.small import hidden
from handbill.plan.models import Outing

LEAST_GIVEN = 10  # people of a cell that leaves the house; 5 are enough on the group's own page
LEAST_OUTINGS = 5
MOST_PEOPLE = 50  # the figures for hundreds take seconds, and a programme could ask them one after the other
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
TEXT = {"type": "string"}
CHOICE = object_of({"copies": whole(), "runs_out": SHARE, "carried_home": {"type": "number", "minimum": 0}})
BASIS = object_of(
    {"outings_here": whole(), "outings_of_kind": whole(), "waiting_for_phones": whole(), "is_guess": TRUTH}
)
ADVICE = object_of(
    {
        "outing": UUID,
        "people": whole(least=1),
        "advised": CHOICE,
        "is_capped": TRUTH,
        "is_too_early": TRUTH,
        "choices": list_of(CHOICE),
        "basis": BASIS,
    }
)
RATE = object_of(
    {
        "code": TEXT,
        "label": TEXT,
        "outings": whole(),
        "is_hidden": TRUTH,
        "talks": or_null(whole()),
        "contacts": or_null(whole()),
        "contacts_per_talk": or_null(object_of({"mean": SHARE, "low": SHARE, "high": SHARE})),
    }
)
RATES = object_of({"by": one_of(*BY), "is_too_early": TRUTH, "items": list_of(RATE)})


def recommendation(asking: Asking) -> dict:
    """As the outing's page says it: a number and its price, never a number alone."""
    found = outing_of(Outing.objects.visible_to(asking.by), asking)
    people = min(int(asking.parameters.get("people") or found.people_needed or 1), MOST_PEOPLE)
    advice = advice_for(found, people)
    choices = {choice.copies: choice for choice in map(advice.at_risk, RISKS)}
    basis = advice.basis
    return {
        "outing": str(found.id),
        "people": people,
        "advised": _choice(advice.choice(advice.copies)),
        "is_capped": advice.is_capped,
        "is_too_early": advice.is_cold,
        "choices": [_choice(choice) for _copies, choice in sorted(choices.items())],
        "basis": {
            "outings_here": basis.here,
            "outings_of_kind": basis.of_kind,
            "waiting_for_phones": basis.waiting,
            "is_guess": not basis.of_kind,
        },
    }


def rates(asking: Asking) -> dict:
    """Rows with fewer than ten people are empty, and where that is one, a second one too."""
    by, went = asking.parameters.get("by", "settings"), outings_of(asking.group)
    if len(went) < LEAST_OUTINGS:
        return {"by": by, "is_too_early": True, "items": []}
    rows = [row for row in compare(asking.group, went, by).rows if not row.is_merged]
    away = hidden({row.code: row.contacts for row in rows}, LEAST_GIVEN) | {row.code for row in rows if row.is_hidden}
    return {"by": by, "is_too_early": False, "items": [_rate(row, row.code in away) for row in rows]}


def _choice(choice: Choice) -> dict:
    runs_out = min(1.0, max(0.0, round(float(choice.p_runout), 4)))
    return {"copies": int(choice.copies), "runs_out": runs_out, "carried_home": max(0.0, round(float(choice.home), 1))}


def _rate(row: Row, is_hidden: bool) -> dict:
    told = {"code": row.code, "label": str(row.label), "outings": row.outings, "is_hidden": is_hidden}
    if is_hidden:
        return {**told, "talks": None, "contacts": None, "contacts_per_talk": None}
    ranged = {name: round(float(getattr(row, name)), 4) for name in ("mean", "low", "high")} if row.has_range else None
    return {**told, "talks": row.talks, "contacts": row.contacts, "contacts_per_talk": ranged}


OPERATIONS = (
    Operation(
        "recommendation", "GET", "/outings/{outing}/recommendation", "numbers:read",
        "How many copies to bring, and the price of more and of fewer", ADVICE, recommendation, {"people": whole(MOST_PEOPLE, 1)},
    ),
    Operation(
        "rates", "GET", "/rates", "numbers:read", "Contacts per talk, by settings, places or hours",
        RATES, rates, {"by": one_of(*BY)},
    ),
)  # fmt: skip
