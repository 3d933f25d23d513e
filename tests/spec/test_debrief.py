"""The debrief by tables: facts in, sentences out."""

from dataclasses import replace

import pytest
from django.utils import timezone

from handbill.base import clock
from handbill.debrief import chart, findings, steps
from handbill.debrief.headline import headline_of
from handbill.debrief.phones import phones_of
from handbill.debrief.prompts import prompts_for
from handbill.debrief.stock import copies_of
from handbill.learn.small import is_shared
from tests.spec.afternoon import PHONES as STACKS
from tests.spec.afternoon import (
    afternoon,
    at,
    before,
    carried_home,
    contacts,
    counted,
    ended,
    gone_by,
    in_vain,
    joined,
    taken,
    talks,
    tried,
    what,
)

STEADY = before(*[(28, 60), (30, 61), (33, 65), (25, 55), (29, 60), (31, 62), (24, 50), (34, 70), (27, 57), (29, 60)])
NINE = contacts(9)


def read(evidence):
    return copies_of(evidence), steps.funnel_of(evidence), steps.getting_back(evidence), phones_of(evidence)


def headline(evidence):
    return headline_of(evidence, *read(evidence))


def said(sentences) -> str:
    return " ".join(f"[{one.text}]" if one.is_marked else one.text for one in sentences)


@pytest.fixture(autouse=True)
def on_that_day():
    with clock.stand_at(at("18:00")), timezone.override("UTC"):
        yield


HEADLINES = {
    "the last copy well before the end": (
        afternoon(what(gone_by("16:10", 120)), booked=120),
        ("ran_out", "We ran out at 16:10, with 50 minutes to go."),
    ),
    "seconds do not make the sum wrong": (
        afternoon(what(gone_by("15:59", 7), in_vain("16:30", 2)), booked=7),
        ("ran_out", "We ran out at 15:59, with 61 minutes to go."),
    ),
    "gone soon after the start": (
        afternoon(what(gone_by("15:10", 30)), booked=30),
        ("ran_out", "We ran out at 15:10; the end was at 17:00."),
    ),
    "people asked in vain and nothing was handed out after": (
        afternoon(what(gone_by("16:40", 90), in_vain("16:45", 3)), booked=100),
        ("ran_out", "We ran out at 16:40, with 20 minutes to go."),
    ),
    "people asked in vain, but one more copy was found": (
        afternoon(what(gone_by("16:40", 90), in_vain("16:20", 3), contacts(1)), booked=100, seen="18:00"),
        ("good", "The copies lasted, and 1 person gave us a contact."),
    ),
    "just enough to the end": (
        afternoon(what(gone_by("16:58", 60), contacts(2)), booked=60, seen="18:00"),
        ("good", "2 people gave us a contact."),
    ),
    "asked far below usual": (
        afternoon(what(talks(71, asked=22, gave=9)), earlier=STEADY),
        ("asked_below", "We asked far fewer people for a contact than usual."),
    ),
    "asked far above usual": (
        afternoon(what(talks(71, asked=58, gave=28)), earlier=STEADY),
        ("asked_above", "We asked far more people for a contact than usual."),
    ),
    "the same share after four outings only says nothing": (
        afternoon(what(talks(71, asked=22, gave=9)), earlier=STEADY[:4]),
        ("good", "We had 71 conversations."),
    ),
    "two at a stall: a share would be one person's": (
        afternoon(what(talks(71, asked=22, gave=9, stacks=2)), earlier=STEADY),
        ("good", "We had 71 conversations."),
    ),
    "running out comes first": (
        afternoon(what(talks(71, asked=22, gave=9), gone_by("16:10", 120)), booked=120, earlier=STEADY),
        ("ran_out", "We ran out at 16:10, with 50 minutes to go."),
    ),
    "nobody was reached in time": (
        afternoon(what(NINE), seen="16:00 +2"),
        ("nobody_reached", "9 people gave us a contact, and nobody has been reached."),
    ),
    "too early to say that nobody was reached": (
        afternoon(what(NINE), seen="15:00 +2"),
        ("good", "9 people gave us a contact."),
    ),
    "fewer conversations than ever before here": (
        afternoon(what(talks(6, asked=3)), earlier=before((10, 20), (8, 16), (9, 18))),
        ("quiet", "It was quiet: 6 conversations."),
    ),
    "a phone is missing: too early to call it quiet": (
        afternoon(
            what(talks(6, asked=3)), earlier=before((10, 20), (8, 16), (9, 18)), phones=[joined(0)], seen="18:00"
        ),
        ("good", "We had 6 conversations."),
    ),
    "two earlier outings are too few to call it quiet": (
        afternoon(what(talks(6, asked=3)), earlier=before((10, 20), (8, 16))),
        ("good", "We had 6 conversations."),
    ),
    "only copies were noted": (
        afternoon(what(gone_by("16:50", 40))),
        ("good", "40 copies found a reader."),
    ),
    "three phones have sent nothing": (
        afternoon(what(), phones=[joined(0), joined(1, "Ola"), joined(2)]),
        ("waiting", "Waiting for 3 phones."),
    ),
    "nobody noted anything": (afternoon(what()), ("nothing", "Nothing was noted at this outing.")),
    "not begun": (afternoon(what(), seen="14:00"), ("ahead", "This outing has not begun yet.")),
    "on, and nothing has come yet": (
        afternoon(what(), seen="15:30"),
        ("on", "This outing is on until 17:00. Nothing has arrived yet."),
    ),
}


@pytest.mark.parametrize(("evidence", "expected"), HEADLINES.values(), ids=HEADLINES)
def test_the_headline_is_chosen_by_rule(evidence, expected):
    found = headline(evidence)
    assert (found.kind, found.sentence) == expected


RAN_OUT = {
    "every stack at nothing and none untaken": (what(taken(60), taken(60, phone=1), gone_by("16:10", 60), gone_by("16:05", 60, phone=1)), 120, "16:10"),
    "one stack still has three": (what(taken(60), taken(60, phone=1), gone_by("16:10", 60), gone_by("16:05", 57, phone=1)), 120, None),
    "three in one stack, three tapped too many in the other": (
        what(taken(60), taken(60, phone=1), gone_by("16:05", 57), gone_by("16:10", 63, phone=1)),
        120,
        None,
    ),
    "twenty were never taken out of the bag": (what(taken(100), gone_by("16:10", 100)), 120, None),
    "nobody tapped what they took": (what(gone_by("16:10", 120)), 120, "16:10"),
    "nobody noted how many there were": (what(gone_by("16:10", 120)), 0, None),
    "five were carried home": (what(taken(100), gone_by("16:10", 95), carried_home(5)), 100, None),
    "carried home, then counted as none": (what(taken(100), gone_by("16:10", 95), carried_home(5), counted(0, clock="17:01")), 100, None),
    "two not tapped, none left at the count": (what(taken(100), gone_by("16:10", 98), counted(0)), 100, "16:10"),
    "three found at the count": (what(taken(100), gone_by("16:10", 100), counted(3)), 100, None),
    "more copies came and lay there": (what(taken(100), gone_by("16:10", 100), taken(20, clock="16:30", holder="other")), 100, None),
    "lent to the neighbour's stack": (
        what(taken(100), gone_by("15:50", 90), carried_home(10, clock="15:55", holder="phone"), taken(10, phone=1, clock="15:55", holder="phone"), gone_by("16:10", 10, phone=1)),
        100,
        "16:10",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("happened", "booked", "expected"), RAN_OUT.values(), ids=RAN_OUT)
def test_copies_ran_out_at_the_last_handout(happened, booked, expected):
    assert copies_of(afternoon(happened, booked=booked)).ran_out_at == (expected and at(expected))


COPIES = {
    "ran out, and people went without": (
        afternoon(what(gone_by("16:10", 120), in_vain("16:20", 11)), booked=120),
        "120 copies went, the last one at 16:10. That took 70 minutes. [More were wanted than there were.] "
        "11 people asked for one and went without.",
    ),
    "ran out, and nobody noted who went without": (
        afternoon(what(gone_by("16:10", 120)), booked=120),
        "120 copies went, the last one at 16:10. That took 70 minutes. [At least that many were wanted.]",
    ),
    "some came home": (
        afternoon(what(gone_by("16:10", 80)), booked=120),
        "80 copies went. 40 copies were left, by the taps.",
    ),
    "counted at the end": (
        afternoon(what(taken(120), gone_by("16:10", 80), counted(40)), booked=120),
        "80 copies went. 40 copies came home.",
    ),
    "three not tapped": (
        afternoon(what(taken(120), gone_by("16:10", 80), counted(37)), booked=120),
        "80 copies went. 37 copies came home. 3 went without a tap. That is normal.",
    ),
    "two tapped that stayed": (
        afternoon(what(taken(120), gone_by("16:10", 80), counted(42)), booked=120),
        "80 copies went. 42 copies came home. That is 2 more than the taps say, which is normal.",
    ),
    "counted, given back, and twenty never taken": (
        afternoon(what(taken(100), gone_by("16:10", 80), carried_home(15, clock="16:50"), counted(5)), booked=120),
        "80 copies went. 40 copies came home.",
    ),
    "one of two stacks was not counted": (
        afternoon(what(taken(60), taken(60, phone=1), gone_by("16:10", 80), counted(5)), booked=120),
        "80 copies went. 40 copies were left, by the taps.",
    ),
    "a phone is missing: what is left is not known": (
        afternoon(what(taken(120), gone_by("16:10", 80), counted(40)), booked=120, phones=[joined(0)], seen="18:00"),
        "80 copies went.",
    ),
    "still on: what is left is not home yet": (
        afternoon(what(gone_by("15:30", 1)), booked=120, seen="15:40"),
        "1 copy went.",
    ),
    "letterboxes and friends are said apart": (
        afternoon(what(gone_by("16:10", 20, way="letterbox"), gone_by("16:20", 30, for_friend=1))),
        "50 copies went. 20 of them went through letterboxes. 1 of them was taken for a friend.",
    ),
    "a goal that was reached": (
        afternoon(what(gone_by("16:10", 80)), booked=120, goal_copies=80),
        "80 copies went. 40 copies were left, by the taps. The goal of 80 was reached.",
    ),
    "a goal that was not": (
        afternoon(what(gone_by("16:10", 80)), booked=120, goal_copies=100),
        "80 copies went. 40 copies were left, by the taps. The goal was 100.",
    ),
    "none": (afternoon(what(talks(3))), "No copy was noted as handed out."),
}


@pytest.mark.parametrize(("evidence", "expected"), COPIES.values(), ids=COPIES)
def test_what_is_said_about_copies(evidence, expected):
    assert said(findings.about_copies(evidence, copies_of(evidence))) == expected


def test_after_a_day_that_ran_out_the_first_lines_say_how_many_to_bring():
    evidence = afternoon(what(gone_by("16:10", 120), in_vain("16:20", 11)), booked=120)
    assert "That took 70 minutes. [Bring 180 next time.] 11 people asked" in said(
        findings.about_copies(evidence, copies_of(evidence), 180)
    )
    enough = afternoon(what(gone_by("16:10", 80)), booked=120)
    assert "Bring" not in said(findings.about_copies(enough, copies_of(enough), 90))


TALKS = {
    "counts only": (
        afternoon(what(talks(42, asked=13, gave=9))),
        "42 conversations. We asked for a contact in 13 of 42.",
    ),
    "some without a note": (
        afternoon(what(talks(42, asked=13, gave=9, unnoted=12))),
        "42 conversations. We asked for a contact in 13 of 30. 12 are without a note on that.",
    ),
    "nothing noted about asking": (
        afternoon(what(talks(5, unnoted=5))),
        "5 conversations. Whether we asked for a contact was not noted.",
    ),
    "a share far from the usual": (
        afternoon(what(talks(71, asked=22, gave=9)), earlier=STEADY),
        "71 conversations. [We asked for a contact in 31% of them (22 of 71).] "
        "Usually it is 48% (an ordinary day: 38 to 59%).",
    ),
    "a goal in hundredths": (
        afternoon(what(talks(20, asked=12, gave=9)), goal_asked=50, goal_conversations=30),
        "20 conversations. The goal was 30. We asked for a contact in 12 of 20. The goal of asking in 50% was reached.",
    ),
    "below ten no goal of a share is reached": (
        afternoon(what(talks(5, asked=5, gave=1)), goal_asked=50),
        "5 conversations. We asked for a contact in 5 of 5. The goal was to ask in 50%.",
    ),
    "none": (afternoon(what(gone_by("16:00", 5))), "No conversation was noted."),
}


@pytest.mark.parametrize(("evidence", "expected"), TALKS.values(), ids=TALKS)
def test_what_is_said_about_conversations(evidence, expected):
    assert said(findings.about_conversations(evidence, steps.funnel_of(evidence))) == expected


CONTACTS = {
    "the evening": (
        afternoon(what(NINE, tried(NINE[:1], "17:30")), seen="18:00"),
        "9 people gave us a contact. 1 has been reached so far.",
    ),
    "due today": (
        afternoon(what(NINE, tried(NINE[:7], "17:30")), seen="9:00 +2"),
        "9 people gave us a contact. 7 have been reached so far. 2 are due today.",
    ),
    "late": (
        afternoon(what(NINE, tried(NINE[:8], "17:30")), seen="9:00 +3"),
        "9 people gave us a contact. 8 have been reached so far. [By what was noted, 1 has waited longer than 48 hours.]",
    ),
    "no answer is not reached; a wrong number waits no longer": (
        afternoon(
            what(NINE, tried(NINE[:2], "17:30", "no_answer"), tried(NINE[2:], "17:40", "wrong_number")), seen="9:00 +3"
        ),
        "9 people gave us a contact. Nobody has been reached so far. [By what was noted, 2 have waited longer than 48 hours.]",
    ),
    "nobody": (afternoon(what(talks(3)), goal_contacts=5), "Nobody gave us a contact. The goal was 5."),
}


@pytest.mark.parametrize(("evidence", "expected"), CONTACTS.values(), ids=CONTACTS)
def test_what_is_said_about_contacts(evidence, expected):
    assert said(findings.about_contacts(evidence, steps.getting_back(evidence))) == expected


PHONES = {
    "all have ended their shift": (what(ended(0, 1)), [joined(0, "Ola"), joined(1)], []),
    "one holds entries back": (
        what(ended(0, 1)),
        [joined(0, "Ola", heard="15:18", waiting=12), joined(1)],
        ["Ola’s phone still holds 12 entries; last heard 15:18.", "1 phone is counted in full.", "These numbers will go up."],
    ),
    "one has not closed its shift": (
        what(ended(1)),
        [joined(0, heard="15:18"), joined(1)],
        ["A helper’s phone has not closed its shift; last heard 15:18.", "1 phone is counted in full.", "These numbers will go up."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("happened", "joinings", "expected"), PHONES.values(), ids=PHONES)
def test_a_phone_that_has_not_said_all_is_named(happened, joinings, expected):
    assert phones_of(afternoon(happened, phones=joinings, seen="18:00")).sentences == expected


def test_in_time_counts_only_those_whose_48_hours_are_over():
    late_talk = contacts(2, "16:50")
    happened = what(NINE, late_talk, tried(NINE[:5], "17:30"), tried(NINE[5:7], "15:40 +2"), tried(late_talk, "17:30"))
    back = steps.getting_back(afternoon(happened, seen="16:00 +2"))
    assert (back.in_time, back.old_enough, back.too_recent, back.reached) == (5, 9, 2, 9)


def test_one_stack_with_most_of_the_talks_hides_the_share():
    alone = talks(30, asked=9, stacks=1)
    assert not is_shared(steps.logged_by(alone + talks(12, asked=4, stacks=3)[1:]))
    assert is_shared(steps.logged_by(talks(30, stacks=3)))


def test_three_volunteers_on_a_day_get_their_share_said():
    """The day that must work: 71 talks by three of them."""
    logs = [number for number, n in enumerate((30, 25, 16)) for _ in range(n)]
    day = [replace(talk, phone_id=STACKS[log]) for talk, log in zip(talks(71, asked=22, gave=9), logs, strict=True)]
    shown = steps.funnel_of(afternoon(what(day), earlier=STEADY))
    assert shown.statement.code == "asked"
    assert percent_of(shown) == 31


def test_where_one_of_three_could_work_out_anothers_share_it_is_not_said():
    logs = [number for number, n in enumerate((40, 25, 6)) for _ in range(n)]
    day = [replace(talk, phone_id=STACKS[log]) for talk, log in zip(talks(71, asked=22, gave=9), logs, strict=True)]
    assert steps.funnel_of(afternoon(what(day), earlier=STEADY)).statement is None


def percent_of(funnel) -> int:
    return round(100 * funnel.asked.usual.share)


def test_below_ten_there_is_never_a_percentage():
    funnel = steps.funnel_of(afternoon(what(talks(9, asked=9, gave=9)), earlier=STEADY))
    assert (funnel.asked.percent, funnel.gave.percent) == (None, None)
    assert steps.percent_for(funnel.asked) is None


def test_the_prompt_names_the_numbers_and_an_answered_one_stays():
    evidence = afternoon(what(talks(71, asked=22, gave=9)), earlier=STEADY)
    copies, funnel, back, _phones = read(evidence)
    put = prompts_for(evidence, copies, funnel, back, {"ran_out"})
    assert [(one.prompt.value, one.is_open) for one in put] == [
        ("ran_out", False),
        ("asked_below", True),
        ("went_well", True),
        ("differently", True),
    ]
    assert put[1].words == "You asked 31 in 100 instead of 48. What got in the way?"


def test_the_drawing_says_the_finding_in_words():
    evidence = afternoon(what(gone_by("16:10", 120), in_vain("16:20", 11)), booked=120)
    copies = copies_of(evidence)
    assert chart.finding(evidence, copies) == "Copies handed out from 15:00: 120 went, and none was left at 16:10."
    picture = chart.drawing(evidence, copies)
    assert all(words in picture for words in ("16:10", "none left", "had 120", "11 went without", 'direction="ltr"'))


def test_the_numbers_behind_the_drawing_add_up():
    evidence = afternoon(what(gone_by("17:05", 61), in_vain("16:20", 4)), booked=120)
    rows = chart.slots(evidence, copies_of(evidence))
    assert sum(copies for _at, copies, _so_far, _vain in rows) == rows[-1][2] == 61
    assert sum(vain for *_rest, vain in rows) == 4


def test_copies_before_the_start_and_after_the_end_are_drawn_too():
    early = gone_by("17:20", 10)
    early[0] = type(early[0])(early[0].id, at("14:50"), early[0].phone_id, 1, 0, "hand")
    evidence = afternoon(what(early), booked=20)
    assert chart.slots(evidence, copies_of(evidence))[0][:2] == (at("14:50"), 1)
    assert "nan" not in chart.drawing(evidence, copies_of(evidence))
