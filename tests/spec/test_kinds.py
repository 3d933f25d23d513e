"""What else a debrief says, by tables: facts in, a sentence or nothing out. Each kind has a case just below its least evidence."""

import uuid
from collections import Counter
from dataclasses import replace
from statistics import mean

import numpy as np
import pytest
from django.utils import timezone

from handbill.base import clock
from handbill.debrief import steps
from handbill.debrief.evidence import Talks
from handbill.debrief.kinds import KINDS, course, findings_of
from handbill.debrief.kinds.ground import Grounds
from handbill.debrief.stock import copies_of
from handbill.facts.happened import Handout
from tests.spec.afternoon import (
    PHONES,
    afternoon,
    at,
    before,
    contacts,
    counted,
    gone_by,
    new_id,
    taken,
    talks,
    what,
)

DAMP, LIFT = uuid.UUID(int=10**9), uuid.UUID(int=10**9 + 1)
STEADY = before(*[(28, 60), (30, 61), (33, 65), (25, 55), (29, 60), (31, 62), (24, 50), (34, 70), (27, 57), (29, 60)])


@pytest.fixture(autouse=True)
def on_that_day():
    with clock.stand_at(at("18:00")), timezone.override("UTC"):
        yield


def grounds(happened, *, earlier=(), booked=0, seen="9:00 +3", **around) -> Grounds:
    evidence = afternoon(happened, earlier=earlier, booked=booked, seen=seen)
    around = {"question_texts": {DAMP: "Damp"}, "point_texts": {LIFT: "The lift"}, **around}
    return Grounds(evidence, copies_of(evidence), steps.funnel_of(evidence), steps.getting_back(evidence), **around)


def told(n, **fields):
    """n talks, of which the first ones carry the fields: how=(count, value)."""
    made = talks(n, asked=n // 2)
    for name, (count, value) in fields.items():
        made = [replace(talk, **{name: value}) if number < count else talk for number, talk in enumerate(made)]
    return made


def taken_warmly(n: int, warm: int):
    return [replace(talk, reception=3 if number < warm else 1) for number, talk in enumerate(talks(n, asked=n // 2))]


def warm_before(*shares: tuple[int, int]) -> list[Talks]:
    return [Talks(n, n, n // 2, 0, 2.0, taken=n, warm=k) for k, n in shares]


def asked_before(*counts: tuple[int, int]) -> list[Talks]:
    return [Talks(n, n, n // 2, 0, 2.0, questions=Counter({DAMP: k} if k else {})) for k, n in counts]


def by_one(noted):
    return [replace(talk, phone_id=PHONES[0]) for talk in noted]


def handed(clock_time: str, copies: int) -> list[Handout]:
    return [Handout(new_id(), at(clock_time), PHONES[0], copies, 0, "hand")]


def places(here: int, elsewhere: int) -> list[Talks]:
    """Talks at four earlier outings here and four elsewhere, of two hours each."""
    return [
        Talks(n + d, n, 0, 0, 2.0, is_here=is_here)
        for is_here, n in ((True, here), (False, elsewhere))
        for d in (0, 2, -2, 1)
    ]


def long_days(here: int, elsewhere: int) -> list[Talks]:
    """Talks at two earlier outings here and eight elsewhere, of sixty hours each."""
    return [Talks(n, n, 0, 0, 60.0, is_here=n == here) for n in [here] * 2 + [elsewhere] * 8]


TABLE = {
    "far too many came home": (
        grounds(what(taken(200), gone_by("16:50", 50), counted(150)), booked=200),
        ("too_many", "200 copies were brought and 150 came home: far more than went."),
    ),
    "39 that came home are not far too many": (
        grounds(what(taken(60), gone_by("16:50", 21), counted(39)), booked=60),
        None,
    ),
    "nothing is said of what was not counted": (grounds(what(taken(200), gone_by("16:50", 50)), booked=200), None),
    "what to bring next time": (
        grounds(what(taken(120), gone_by("16:10", 120)), booked=120, bring=180, bring_range=(90, 175)),
        ("bring_next", "For the same again, bring 180."),
    ),
    "taken better than usual": (
        grounds(what(taken_warmly(60, 48)), earlier=warm_before(*[(30, 60)] * 8)),
        ("reception", "48 of 60 talks were taken with interest, more than usual (50%)."),
    ),
    "taken worse than usual": (
        grounds(what(taken_warmly(60, 10)), earlier=warm_before(*[(30, 60)] * 8)),
        ("reception", "10 of 60 talks were taken with interest; usually it is 50%. What was different?"),
    ),
    "fourteen notes are too few to compare": (
        grounds(what(taken_warmly(14, 14)), earlier=warm_before(*[(20, 60)] * 8)),
        None,
    ),
    "how one person's talks were taken is nobody's business": (
        grounds(what(by_one(taken_warmly(60, 10))), earlier=warm_before(*[(30, 60)] * 8)),
        None,
    ),
    "nor how often one person was asked something": (
        grounds(what(by_one(told(60, questions=(30, (DAMP,))))), earlier=asked_before(*[(6, 60)] * 8)),
        None,
    ),
    "a language that nobody has": (
        grounds(what(told(20, language=(3, "pl"))), languages_there=frozenset({"en"})),
        ("language", "3 people would rather speak Polish, which nobody who came has as her language here."),
    ),
    "two speakers are too few": (grounds(what(told(20, language=(2, "pl"))), languages_there=frozenset({"en"})), None),
    "a language that somebody has": (
        grounds(what(told(20, language=(9, "pl-PL"))), languages_there=frozenset({"en", "pl"})),
        None,
    ),
    "a question never heard before": (
        grounds(what(told(14, questions=(3, (DAMP,)))), earlier=asked_before((0, 20), (0, 20), (0, 20))),
        ("question_new", "New: “Damp” came up 3 times, and at no earlier outing of this kind."),
    ),
    "twice is too few to call it new": (
        grounds(what(told(14, questions=(2, (DAMP,)))), earlier=asked_before((0, 20), (0, 20), (0, 20))),
        None,
    ),
    "with two earlier outings nothing is new": (
        grounds(what(told(14, questions=(5, (DAMP,)))), earlier=asked_before((0, 20), (0, 20))),
        None,
    ),
    "a question heard more often": (
        grounds(what(told(60, questions=(30, (DAMP,)))), earlier=asked_before(*[(6, 60)] * 8)),
        ("question_rising", "“Damp” came up in 30 of 60 talks, more often than usual (11%)."),
    ),
    "a question heard as often as usual": (
        grounds(what(told(60, questions=(7, (DAMP,)))), earlier=asked_before(*[(6, 60)] * 8)),
        None,
    ),
    "a point raised": (
        grounds(what([replace(talk, points=(LIFT,)) for talk in taken_warmly(12, 8)])),
        ("point", "“The lift” was raised in 12 talks; 8 of 12 noted were taken with interest."),
    ),
    "a point raised four times": (grounds(what([replace(talk, points=(LIFT,)) for talk in taken_warmly(4, 4)])), None),
    "half had gone early": (
        grounds(what(taken(80), handed("15:20", 30), handed("16:30", 20)), booked=80),
        ("rush_early", "Half of the copies had gone by 15:20: come early."),
    ),
    "half went late": (
        grounds(what(taken(80), handed("15:20", 10), handed("16:40", 40)), booked=80),
        ("rush_late", "Half of the copies went after 16:40: people come late here."),
    ),
    "29 copies make no course": (grounds(what(taken(80), handed("15:20", 29)), booked=80), None),
    "people stop here": (
        grounds(what(talks(60)), earlier=places(60, 20)),
        ("place", "People stop to talk here. Talks an hour: about 30; at other places of this kind 10."),
    ),
    "other places bring more": (
        grounds(what(talks(20)), earlier=places(20, 60)),
        ("place", "People stop to talk elsewhere. Talks an hour: about 10; at other places of this kind 30."),
    ),
    "two numbers that round alike get a digit more": (
        grounds(what(talks(1)), earlier=long_days(here=36, elsewhere=88)),
        ("place", "People stop to talk elsewhere. Talks an hour: about 0.6; at other places of this kind 1.5."),
    ),
    "ranges that touch are no ranking": (grounds(what(talks(24)), earlier=places(24, 27)), None),
    "who waits too long is said under the headline, and once": (grounds(what(contacts(4)), seen="9:00 +3"), None),
    "decisions half done": (
        grounds(what(talks(5)), last_decisions=(3, 2)),
        ("decisions", "3 decisions of last time here: 2 done, 1 still open."),
    ),
    "the one decision, done": (
        grounds(what(talks(5)), last_decisions=(1, 1)),
        ("decisions", "What was decided here last time is done."),
    ),
    "the one decision, not done": (
        grounds(what(talks(5)), last_decisions=(1, 0)),
        ("decisions", "What was decided here last time is not done yet."),
    ),
    "decisions all done": (
        grounds(what(talks(5)), last_decisions=(2, 2)),
        ("decisions", "All 2 decisions of last time here are done."),
    ),
    "copies passed on": (
        grounds(what(talks(5)), answers=(7, 12)),
        ("pass_along", "Of 19 people who signed up from these batches, 7 had their copy from a friend."),
    ),
    "fewer than five through friends are not shown": (grounds(what(talks(5)), answers=(4, 9)), None),
    "nor fewer than five directly": (grounds(what(talks(5)), answers=(9, 4)), None),
    "nine answers are too few": (grounds(what(talks(5)), answers=(5, 4)), None),
}


@pytest.mark.parametrize(("ground", "said"), TABLE.values(), ids=TABLE)
def test_a_kind_says_its_sentence_or_nothing(ground, said):
    with clock.stand_at(ground.evidence.at):
        found = [(finding.code, finding.text) for finding in findings_of(ground)]
    assert found == ([said] if said else [])


def test_there_are_at_least_twelve_kinds_and_each_stands_in_the_table():
    assert len(KINDS) >= 12
    codes = {said[0] for _ground, said in TABLE.values() if said}
    assert len(codes) == len(KINDS)


def test_every_finding_says_how_sure_it_is():
    for ground, said in TABLE.values():
        if said:
            with clock.stand_at(ground.evidence.at):
                assert all(len(finding.how_sure) > 10 for finding in findings_of(ground))


def test_rates_that_no_digit_tells_apart_are_not_compared():
    assert course._told_apart(29.6, 10.2) == ("30", "10")
    assert course._told_apart(0.57, 1.47) == ("0.6", "1.5")
    assert course._told_apart(1.01, 1.04) is None


def test_what_growth_holds_down_is_not_called_enough():
    gone = what(taken(120), gone_by("16:10", 120))
    ground = grounds(gone, booked=120, bring=360, bring_range=(300, 900), bring_is_capped=True)
    (finding,) = findings_of(ground)
    assert finding.text == "For the same again, bring 360."
    assert (
        finding.how_sure == "It is three times the most you ever brought. That it would be enough cannot be said yet."
    )


def test_one_rate_at_most_is_called_unusual():
    both = [replace(talk, questions=(DAMP,)) for talk in taken_warmly(60, 55)]
    earlier = [Talks(60, 60, 30, 0, 2.0, taken=60, warm=30, questions=Counter({DAMP: 6})) for _ in range(8)]
    assert sum(finding.mid_p is not None for finding in findings_of(grounds(what(both), earlier=earlier))) == 1
    asked_little = [replace(talk, ask="not_asked") for talk in both]
    found = findings_of(grounds(what(asked_little), earlier=earlier))
    assert not any(finding.mid_p is not None for finding in found)


def test_ordinary_outings_seldom_raise_an_alarm():
    """Every rate at its usual, days that differ as days do (rho = .05): at most 12 of 100 debriefs call something unusual."""
    chance = np.random.default_rng(5)
    alarms = []
    for _ in range(200):
        n = [int(size) for size in chance.integers(30, 80, 11)]
        asked, warm, damp, kept = (
            [int(k) for k in chance.binomial(n, chance.beta(mu * 19, (1 - mu) * 19, 11))]
            for mu in (0.5, 0.5, 0.15, 0.6)
        )
        earlier = [
            Talks(of, of, a, a * g // of, 2.0, taken=of, warm=w, questions=Counter({DAMP: d}))
            for of, a, w, d, g in zip(n[1:], asked[1:], warm[1:], damp[1:], kept[1:], strict=True)
        ]
        gave = asked[0] * kept[0] // n[0]
        today = [
            replace(
                talk,
                ask="given" if number < gave else "refused" if number < asked[0] else "not_asked",
                reception=3 if (number * 7) % n[0] < warm[0] else 1,
                questions=(DAMP,) if (number * 11) % n[0] < damp[0] else (),
            )
            for number, talk in enumerate(talks(n[0]))
        ]
        ground = grounds(what(today), earlier=earlier)
        calls = [finding for finding in findings_of(ground) if finding.mid_p is not None]
        alarms.append(bool(calls or ground.funnel.statement))
    assert mean(alarms) <= 0.12
