"""Questions alike come together; others stay apart. And what in a text may be about one person."""

import random

import pytest

from handbill.learn.hints import seems_personal
from handbill.learn.likeness import closest, grouped, likeness

ALIKE = [
    ("what about the lifts?", "What about the lift"),
    ("How do we get there?", "but how do we get there?"),
    ("¿cuánto puede subir el alquiler?", "cuanto puede subir el alquiler"),
    ("متى تجتمعون؟", "متى تجتمعون"),
    ("is it safe to join", "Is it safe to join?!"),
]
APART = [
    ("what about the lifts?", "what about the damp?"),
    ("how do we get there?", "how much does it cost?"),
    ("is it safe to join?", "who are you?"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_same_question_in_other_letters_is_one_group(one, other):
    assert len(grouped([(1, one), (2, other)])) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_questions_stay_apart(one, other):
    assert len(grouped([(1, one), (2, other)])) == 2


def test_likeness_is_the_same_both_ways_and_between_0_and_1():
    for one, other in ALIKE + APART:
        assert likeness(one, other) == likeness(other, one)
        assert 0 <= likeness(one, other) <= 1
    assert likeness("lifts", "lifts") == 1 and likeness("", "") == 0


def test_groups_do_not_depend_on_the_order_of_arrival():
    texts = list(enumerate([text for pair in ALIKE + APART for text in pair]))
    expected = [(group.words, sorted(group.keys)) for group in grouped(texts)]
    for seed in range(5):
        random.Random(seed).shuffle(texts)
        assert [(group.words, sorted(group.keys)) for group in grouped(texts)] == expected


def test_the_most_frequent_wording_speaks_for_its_group():
    group = grouped([(1, "what about the lift"), (2, "What about the lifts?"), (3, "What about the lifts?")])[0]
    assert group.words == "What about the lifts?" and len(group) == 3


@pytest.mark.parametrize(
    ("words", "expected"),
    [("what about the lifts in our house?", None), ("they want a rise of the rent", "Rent rise"), ("damp!", "Damp")],
)
def test_a_question_of_the_list_is_suggested_only_where_its_words_are_there(words, expected):
    assert closest(words, [(text, text) for text in ("Rent rise", "Damp")]) == expected


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("ring me on 07700 900 123", ["phone"]),
        ("+44 (0)20 7946-0018 is the office", ["phone"]),
        ("write to bea@example.org", ["email"]),
        ("does Bea Whitlock live here", ["name"]),
        ("Why is the rent 950 a month since 2024?", []),
        ("can I join the NHS pension", []),
        ("Yes. Nobody may be put out.", []),
        ("Is it safe, Bea? Kofi says so", []),
        ("هل الانضمام آمن؟", []),
        ("", []),
    ],
)
def test_what_a_text_may_give_away(text, hints):
    assert seems_personal(text) == hints
