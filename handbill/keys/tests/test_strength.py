"""Passwords that are refused, and why; and five words as an offer."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handbill.keys.strength import five_words, weakness
from handbill.keys.words import word_list

ABOUT = ["Aldermouth Tenants’ Union", "ada", "Ada Quill", "The Stairwell"]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "too_short"),
        ("fourteen chars", "too_short"),
        ("   x              y  ", "too_short"),
        ("x" * 300 + "abc" * 100, "too_long"),
        ("passwordpassword", "repeated"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeated"),
        ("abcabcabcabcabcabca", "repeated"),
        ("1212121212121212", "repeated"),
        ("123456789012345", "walk"),
        ("qwertyuiopasdfgh", "walk"),
        ("QWERTZUIOP12345!", "walk"),
        ("1qaz2wsx3edc4rfv", "walk"),
        ("abcdefghijklmnopqrstuvwxyz", "walk"),
        ("zyxwvutsrqponmlkji", "walk"),
        ("iloveyou iloveyou", "common"),
        ("P@ssw0rd2024!!!!", "common"),
        ("correct horse battery staple", "common"),
        ("welcome to handbill", "common"),
        ("Summer-2025-Winter", "common"),
        ("monkeydragon12345", "common"),
        ("Motdepasse-bonjour", "common"),
        ("AldermouthTenants2026", "common"),
        ("ada.quill.stairwell", "common"),
    ],
)
def test_what_is_guessed_first_is_refused_with_its_reason(password, code):
    assert weakness(password, ABOUT) == code


@pytest.mark.parametrize(
    "password",
    [
        "ferry timber lantern quilt",
        "kq7!vTz9mwLp2xRb",
        "den Regenschirm im Zug vergessen",
        "لا أنسى مظلتي في القطار أبدا",
        "yq8 wxu nfe 4ja pzo",
    ],
)
def test_what_somebody_thought_up_is_taken(password):
    assert weakness(password, ABOUT) is None


def test_the_groups_own_name_counts_only_in_that_group():
    assert weakness("Aldermouth Stairwell", []) is None
    assert weakness("Aldermouth Stairwell", ABOUT) == "common"


@given(some.text(string.ascii_letters + string.digits, max_size=14))
def test_nothing_under_15_characters_is_taken(password):
    assert weakness(password) == "too_short"


@given(some.text(max_size=600))
def test_any_text_gets_an_answer(password):
    assert weakness(password, ABOUT) in {None, "too_short", "too_long", "repeated", "walk", "common"}


def test_the_five_words_offered_are_never_refused_afterwards():
    rng = random.Random(14)
    assert [offer for offer in (five_words(rng) for _ in range(2000)) if weakness(offer, ABOUT)] == []


def test_random_letters_are_never_refused():
    rng = random.Random(14)
    letters = ("".join(rng.choices(string.ascii_lowercase, k=15)) for _ in range(2000))
    assert [made for made in letters if weakness(made, ABOUT)] == []


def test_five_words_are_five_different_ones_of_the_list_and_new_each_time():
    words = five_words().split()
    assert len(set(words)) == 5 and set(words) <= set(word_list())
    assert five_words() != five_words()
