"""The recovery sheet: 24 words that come back as the secret, and mistakes that are named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handbill.keys.errors import WrongWords
from handbill.keys.pairs import pair_of
from handbill.keys.words import (
    from_recovery,
    from_words,
    key_number,
    recovery_text,
    same_word,
    to_words,
    word_list,
)

SECRET = bytes(range(32))
secrets_of_any_kind = some.binary(min_size=32, max_size=32)


def test_the_list_has_2048_easy_words_in_order():
    words = word_list()
    assert len(words) == 2048 and list(words) == sorted(set(words))
    assert [word for word in words if not re.fullmatch(r"[a-z]{4,8}", word)] == []


def test_four_letters_tell_every_word_from_all_others():
    assert len({word[:4] for word in word_list()}) == 2048


def test_the_list_never_changes_since_sheets_are_printed_from_it():
    import hashlib

    assert (
        hashlib.sha256(" ".join(word_list()).encode()).hexdigest()
        == "25f085d197d15cb3b5bc75d0b8a365e5c2f38537ec858741e9753a2195352846"
    )


@given(secrets_of_any_kind)
def test_every_secret_comes_back_from_its_words(secret):
    words = to_words(secret)
    assert len(words) == 24 and from_words(" ".join(words)) == secret


@given(secrets_of_any_kind)
def test_every_secret_comes_back_from_the_square(secret):
    assert from_recovery(recovery_text(secret)) == secret


@given(secrets_of_any_kind)
def test_the_first_four_letters_with_numbers_capitals_and_spaces_are_enough(secret):
    typed = "\n".join(f" {n}. {word[:4].upper()},  " for n, word in enumerate(to_words(secret), start=1))
    assert from_words(typed) == secret


@pytest.mark.parametrize("place", [1, 2, 13, 24])
def test_a_word_not_on_the_list_is_named_by_its_number(place):
    words = to_words(SECRET)
    words[place - 1] = "qwzx"
    with pytest.raises(WrongWords) as refused:
        from_words(" ".join(words))
    assert (refused.value.code, refused.value.number, refused.value.word) == ("unknown_word", place, "qwzx")


@pytest.mark.parametrize("letters", ["a", "abc", "zzz"])
def test_fewer_than_four_letters_are_not_guessed_at(letters):
    words = to_words(SECRET)
    words[4] = letters
    with pytest.raises(WrongWords) as refused:
        from_words(" ".join(words))
    assert (refused.value.code, refused.value.number) == ("unknown_word", 5)


@pytest.mark.parametrize("count", [0, 1, 23, 25])
def test_too_few_or_too_many_words_are_counted(count):
    with pytest.raises(WrongWords) as refused:
        from_words(" ".join([*to_words(SECRET), "harbour"][:count]))
    assert (refused.value.code, refused.value.number) == ("wrong_count", count)


def test_one_word_exchanged_for_another_real_one_is_noticed_almost_always():
    words = to_words(SECRET)
    missed = 0
    for other in word_list():
        try:
            missed += from_words(" ".join([*words[:10], other, *words[11:]])) != SECRET
        except WrongWords as refused:
            assert refused.code == "wrong_checksum"
    assert missed < 2048 / 256 * 3


def test_words_of_another_sheet_than_the_number_beside_them_are_refused():
    text = recovery_text(SECRET)
    number = key_number(pair_of(SECRET).public)
    assert re.fullmatch(r"[0-9A-F]{4}", number) and f":{number}:" in text
    with pytest.raises(WrongWords) as refused:
        from_recovery(text.replace(number, "0000"))
    assert refused.value.code == "wrong_sheet"


def test_the_square_holds_the_agreed_text():
    assert (
        recovery_text(SECRET)
        == f"HANDBILL-RECOVERY:1:{key_number(pair_of(SECRET).public)}:{' '.join(to_words(SECRET))}"
    )


def test_words_alone_do_where_the_square_is_asked_for():
    assert from_recovery("  " + " ".join(to_words(SECRET)).title()) == SECRET


@given(some.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    try:
        assert len(from_recovery(text)) == 32
    except WrongWords as refused:
        assert refused.code


def test_one_word_typed_back_may_be_short_or_in_capitals():
    assert same_word(" HARB ", "harbour") and same_word("harbour", "harbour") and same_word("7. Harbour", "harbour")
    assert not same_word("har", "harbour") and not same_word("harvest", "harbour") and not same_word("", "harbour")


def test_only_a_whole_secret_becomes_words():
    with pytest.raises(ValueError, match="32 bytes"):
        to_words(b"short")
