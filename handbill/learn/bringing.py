"""How many copies to bring to an outing, from what went at those of its kind before it (NUMBERS, sections 1 and 5).

Facts in, as rows of `numbers`; advice out, with what it rests on. Only outings of the group that began before the planned
one count, so that a plan looked at later still says what could be known then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from statistics import median

from django.db.models import Count, Exists, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from handbill import numbers
from handbill.base.clock import now
from handbill.learn.bringing_gone import gone_at
from handbill.plan.models import Booking, CopiesGone, Joining, Outing, Shift

MOST_OUTINGS = 150  # of a setting, the latest: years of them, and the page stays quick
MOST_GROWTH = 3
USUAL_RISK = 0.10
FEWEST = 5  # copies; fewer are not worth a bag
ENOUGH = 4  # outings of a setting; below, it is a range and not yet a curve
STILL_WAITING = timedelta(days=14)  # after that a phone that has not sent is taken to be lost
LEAST_TAPPED = 0.5  # of the copies that went; below, the last tap does not tell when they ran out


@dataclass(frozen=True)
class Past:
    """One outing of the setting, as far as its copies were counted. `more_than_brought`: taps came to more."""

    outing: Outing
    brought: int | None
    handed_out: int
    home: int | None
    ran_out: bool
    ran_out_hours: float | None
    in_vain: int
    volunteers: int
    bins: tuple[int, ...] | None
    more_than_brought: bool = False


@dataclass(frozen=True)
class Basis:
    """What the advice rests on. `waiting`: left out until their phones have sent."""

    here: int
    here_ran_out: int
    of_kind: int
    of_kind_ran_out: int
    times_missing: int
    waiting: int
    most_brought: int


@dataclass(frozen=True)
class Choice:
    """A number of copies with its trade: the chance to run out, and how many come home on average."""

    copies: int
    p_runout: float
    home: float


@dataclass(frozen=True)
class Advice:
    """`copies` is what to bring; `uncapped` what the figures alone say, above `copies` where the growth cap holds it down."""

    outing: Outing
    demand: "numbers.demand.Demand"
    copies: int
    uncapped: int
    basis: Basis
    guess: int | None
    last_here: Past | None

    @property
    def is_capped(self) -> bool:
        return self.copies < self.uncapped

    @property
    def is_cold(self) -> bool:
        """Too few outings of this kind for more than a range."""
        return self.basis.of_kind < ENOUGH

    @property
    def is_blind(self) -> bool:
        """Nothing at all to go by: neither an outing of this kind nor a guess."""
        return not self.basis.of_kind and not self.guess

    def choice(self, copies: int) -> Choice:
        return Choice(copies, self.demand.p_runout(copies), self.demand.expected_home(copies))

    def at_risk(self, p_runout: float) -> Choice:
        """The bundle that runs out at most this often."""
        return self.choice(
            min(in_bundles(self.demand.quantile(1 - p_runout)), self.copies if self.is_capped else 10**9)
        )


def advice_for(outing: Outing, volunteers: int) -> Advice:
    """For an outing with this many people, by what can be known of those before it."""
    pasts, waiting = pasts_before(outing)
    guess = _guess_for(outing, volunteers)
    basis = _basis(outing, pasts, waiting)
    demand = demand_at(outing, volunteers, pasts, guess)
    cap = _cap(basis, guess)
    uncapped = max(FEWEST, in_bundles(demand.quantile(1 - USUAL_RISK)))
    return Advice(
        outing=outing,
        demand=demand,
        copies=uncapped if cap is None else min(uncapped, cap),
        uncapped=uncapped,
        basis=basis,
        guess=guess and int(guess.copies),
        last_here=next((past for past in pasts if past.outing.place_id == outing.place_id), None),
    )


def demand_at(
    outing: Outing, volunteers: int, pasts: Sequence[Past], guess: numbers.Guess | None = None
) -> "numbers.demand.Demand":
    """How many would take a copy there, as a distribution."""
    usual_crowd = _usual_crowd(pasts)
    fitted = _fitted(_rows(pasts, usual_crowd), _day_of(outing), guess)
    return fitted.predict(str(outing.place_id), hours_of(outing), max(volunteers, 1), _crowd(outing, usual_crowd))


@lru_cache(maxsize=64)
def _fitted(rows: tuple[numbers.Outing, ...], today: date, guess: numbers.Guess | None) -> "numbers.copies.SettingFit":
    """The same rows give the same fit: a plan opened twice is fitted once."""
    return numbers.fit(rows, today=today, guess=guess)


def would_have_gone(outing: Outing) -> tuple[int, int, int] | None:
    """Copies in all had there been enough, as likely, from, to; None where they lasted, or nobody noted when they went."""
    past = past_at(outing)
    if past is None or not past.ran_out or past.ran_out_hours is None:
        return None
    pasts, _waiting = pasts_before(outing)
    rows = _rows([past, *pasts], _usual_crowd(pasts))
    rest = _fitted(rows, _day_of(outing), None).still_wanted(rows[0])
    if rest is None:
        return None
    return tuple(past.handed_out + more for more in (rest.quantile(0.5), *rest.range80()))


def pasts_before(outing: Outing) -> tuple[list[Past], int]:
    """Outings of this setting before this one with their copies, the latest first; and how many wait for a phone."""
    before = Outing.objects.standing().filter(
        group=outing.group_id, setting=outing.setting, starts_at__lt=outing.starts_at, ends_at__lte=now()
    )
    outings = list(_counted(before).exclude(pk=outing.pk).order_by("-starts_at")[:MOST_OUTINGS])
    gone = gone_at(outings)
    waits = {one.id for one in outings if one.id in gone and _waits(one, gone[one.id])}
    pasts = [past_of(one, gone[one.id]) for one in outings if one.id in gone and one.id not in waits]
    return [past for past in pasts if past.handed_out or past.brought], len(waits)


def past_at(outing: Outing) -> Past | None:
    """One outing's own copies; None where nothing was noted, or a phone has still to send."""
    one = _counted(Outing.objects.filter(pk=outing.pk)).get()
    gone = gone_at([one]).get(one.id)
    return None if gone is None or _waits(one, gone) else past_of(one, gone)


def past_of(outing: Outing, gone: CopiesGone) -> Past:
    """Handed out is brought minus carried home where both were counted, else what the taps come to, if that is more too."""
    booked = outing.copies_booked or 0
    brought = max(booked, gone.from_pile) + gone.from_elsewhere
    untaken = max(0, booked - gone.from_pile)
    home = None if gone.home is None else gone.home + (untaken if gone.from_pile else 0)
    counted = None if home is None or not brought else brought - home - gone.by_letterbox
    handed_out = gone.by_hand if counted is None else max(gone.by_hand, counted)
    ran_out = _ran_out(gone, brought, untaken, home)
    return Past(
        outing=outing,
        brought=brought or None,
        handed_out=handed_out,
        home=home,
        ran_out=ran_out,
        ran_out_hours=_hours_to_the_last(outing, gone, handed_out) if ran_out else None,
        in_vain=gone.asked_in_vain,
        volunteers=max(outing.people_came, outing.phones_came, 1),
        bins=tuple(gone.bins) if gone.by_hand else None,
        more_than_brought=bool(brought) and gone.by_hand + gone.by_letterbox > brought,
    )


def hours_of(outing: Outing) -> float:
    return (outing.ends_at - outing.starts_at) / timedelta(hours=1)


def in_bundles(copies: int) -> int:
    """Up to the next five, from fifty on to the next ten: nobody counts out 137."""
    bundle = 5 if copies <= 50 else 10
    return -(-copies // bundle) * bundle


def _counted(outings):
    """With what was booked, how many said they come, how many phones did, and whether one of them has not sent all."""
    shifts, joinings = Shift.objects.filter(outing=OuterRef("pk")), Joining.objects.filter(outing=OuterRef("pk"))
    booked = Booking.objects.filter(outing=OuterRef("pk")).order_by().values("outing").annotate(sum=Sum("copies"))
    return outings.select_related("place", "group").annotate(
        copies_booked=Subquery(booked.values("sum")),
        people_came=_how_many(shifts),
        phones_came=_how_many(joinings),
        is_waiting=Exists(joinings.filter(waiting__gt=0)),
    )


def _how_many(rows):
    return Coalesce(Subquery(rows.order_by().values("outing").annotate(n=Count("pk")).values("n")), 0)


def _waits(outing: Outing, gone: CopiesGone) -> bool:
    """A phone has not sent all, and what came home was not counted at every stack: its copies are not known yet."""
    return outing.is_waiting and gone.home is None and now() - outing.ends_at < STILL_WAITING


def _ran_out(gone: CopiesGone, brought: int, untaken: int, home: int | None) -> bool:
    """Every stack at 0 and none untaken, or people asked in vain and no handout came after (NUMBERS, section 1)."""
    if gone.went_without:
        return True
    if not brought or gone.carried_off:
        return False
    if home is not None and gone.last_at is None:
        return home == 0
    return gone.last_at is not None and gone.most_in_hand <= 0 and gone.in_hand + untaken <= 0


def _hours_to_the_last(outing: Outing, gone: CopiesGone, handed_out: int) -> float | None:
    if gone.last_at is None or gone.by_hand < LEAST_TAPPED * handed_out:
        return None
    return min(max((gone.last_at - outing.starts_at) / timedelta(hours=1), 0.0), hours_of(outing))


def _rows(pasts: Sequence[Past], usual_crowd: float | None) -> tuple[numbers.Outing, ...]:
    return tuple(_row(past, usual_crowd) for past in pasts)


def _row(past: Past, usual_crowd: float | None) -> numbers.Outing:
    outing = past.outing
    return numbers.Outing(
        place=str(outing.place_id),
        day=_day_of(outing),
        hours=hours_of(outing),
        volunteers=past.volunteers,
        crowd=_crowd(outing, usual_crowd),
        brought=past.brought,
        handed_out=past.handed_out,
        ran_out=past.ran_out,
        ran_out_hours=past.ran_out_hours,
        bins=past.bins,
    )


def _day_of(outing: Outing) -> date:
    return outing.starts_at.astimezone(outing.zone).date()


def _usual_crowd(pasts: Sequence[Past]) -> float | None:
    crowds = [past.outing.crowd_expected for past in pasts if past.outing.crowd_expected]
    return median(crowds) if crowds else None


def _crowd(outing: Outing, usual: float | None) -> float:
    """As a multiple of the usual; 1 where nobody expected a number."""
    return outing.crowd_expected / usual if usual and outing.crowd_expected else 1.0


def _basis(outing: Outing, pasts: Sequence[Past], waiting: int) -> Basis:
    here = [past for past in pasts if past.outing.place_id == outing.place_id]
    return Basis(
        here=len(here),
        here_ran_out=sum(past.ran_out for past in here),
        of_kind=len(pasts),
        of_kind_ran_out=sum(past.ran_out for past in pasts),
        times_missing=sum(past.ran_out and past.ran_out_hours is None for past in pasts),
        waiting=waiting,
        most_brought=max((past.brought or past.handed_out for past in pasts), default=0),
    )


def _cap(basis: Basis, guess: numbers.Guess | None) -> int | None:
    """Not above three times the most that was ever brought to this kind of place, or three times the guess."""
    most = basis.most_brought or (guess and int(guess.copies))
    return most * MOST_GROWTH if most else None


def _guess_for(outing: Outing, volunteers: int) -> numbers.Guess | None:
    """Its own, else the latest for an outing of this kind before it."""
    if outing.copies_guess:
        return numbers.Guess(outing.copies_guess, hours_of(outing), volunteers)
    before = Outing.objects.standing().filter(
        group=outing.group_id, setting=outing.setting, starts_at__lt=outing.starts_at, copies_guess__isnull=False
    )
    guessed = before.order_by("-starts_at").first()
    return guessed and numbers.Guess(guessed.copies_guess, hours_of(guessed), guessed.people_needed or volunteers)
