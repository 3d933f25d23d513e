"""The recovery sheet: it opens everything once, and then another one does."""

import pytest

from handbill.accounts.actions import new_recovery_sheet, use_recovery_sheet
from handbill.accounts.keyring import keyring_of as climb
from handbill.accounts.models import Key, KeyWrap
from handbill.accounts.tests.test_ladder import a_card, opens
from handbill.base.errors import Refusal
from handbill.keys.pairs import pair_of
from handbill.keys.words import from_words
from tests.cast import PASSWORD, at_this_machine, join, keyring_of, sign_in

pytestmark = pytest.mark.django_db
NEW = "seven drums under marble rain"


def test_the_sheet_opens_what_was_sealed_before(union, group):
    card = a_card(group)
    member, secret, _ = use_recovery_sheet(from_words(union.recovery_words), login="Ada", password=NEW)
    keyring = climb(member, secret)
    assert opens(keyring, *card) and keyring.texts and keyring.no_contact_key


def test_the_old_words_stop_working_and_the_new_ones_work(union):
    _, _, words = use_recovery_sheet(from_words(union.recovery_words), login="ada", password=NEW)
    with pytest.raises(Refusal):
        use_recovery_sheet(from_words(union.recovery_words), login="ada", password=NEW)
    use_recovery_sheet(from_words(words), login="ada", password=NEW)


@pytest.mark.parametrize("how", ["used", "renewed"])
def test_with_the_old_words_and_the_whole_database_nothing_opens(union, ada, how):
    old = from_words(union.recovery_words)
    if how == "used":
        use_recovery_sheet(old, login="ada", password=NEW)
    else:
        new_recovery_sheet(by=ada, keyring=keyring_of(ada))
    from handbill.accounts.tests.test_ladder import opened_or_none

    assert {opened_or_none(wrap, old) for wrap in KeyWrap.objects.all()} == {None}


def test_the_sheet_lies_nowhere_in_the_database(union, stolen):
    from handbill.accounts.tests.conftest import spellings

    rows = stolen()
    secret = from_words(union.recovery_words)
    assert pair_of(secret).public in rows, "the search finds what is there"
    for spelling in [*spellings(secret), union.recovery_words.encode(), union.recovery_words[:20].encode()]:
        assert spelling not in rows


@pytest.mark.parametrize("login", ["cleo", "ben", "nobody", ""])
def test_the_sheet_of_one_group_opens_no_other_and_makes_no_organiser(union, cleo, ben, login):
    with pytest.raises(Refusal) as refused:
        use_recovery_sheet(from_words(union.recovery_words), login=login, password=NEW)
    assert refused.value.code == "wrong_sheet"


def test_the_password_and_sessions_of_before_are_out(union, ada):
    client = sign_in(ada)
    use_recovery_sheet(from_words(union.recovery_words), login="ada", password=NEW)
    assert client.get("/me/").status_code == 302
    assert at_this_machine().post("/sign-in/", {"login": "ada", "password": PASSWORD}).status_code == 422
    assert at_this_machine().post("/sign-in/", {"login": "ada", "password": NEW}).status_code == 302


def test_only_who_opens_cards_makes_a_new_sheet(union, ada):
    ida = join(union, "Ida", "organiser")
    with pytest.raises(Refusal):
        new_recovery_sheet(by=ida, keyring=keyring_of(ida))
    assert Key.objects.current().filter(kind=Key.Kind.RECOVERY).count() == 1


class TestPage:
    def recover(self, words, client=None, **typed):
        typed = {"words": words, "login": "ada", "password": NEW, **typed}
        return (client or at_this_machine()).post("/recovery/", typed)

    def test_typed_as_people_type_it(self, union):
        words = union.recovery_words.split()
        typed = "\n".join(f"{n}. {word.upper()}," for n, word in enumerate(words, 1))
        client = at_this_machine()
        answer = self.recover(typed, client)
        assert answer["Location"] == "/set-up/3/"
        sheet = client.get("/set-up/sheet/").text
        assert words[0] not in sheet or words[1] not in sheet

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (lambda words: words[:23], "These are 23 words; the sheet has 24."),
            (lambda words: ["zzzz", *words[1:]], "Word 1 is not on any sheet."),
            (lambda words: [words[1], words[0], *words[2:]], "they do not belong together"),
        ],
    )
    def test_what_is_wrong_with_the_words_is_said(self, union, change, sentence):
        words = change(union.recovery_words.split())
        if words[:2] == union.recovery_words.split()[:2]:
            assert len(words) == 23
        answer = self.recover(" ".join(words))
        assert answer.status_code == 422
        assert sentence in answer.text

    def test_guessing_is_slow(self, union):
        answers = [self.recover("nothing at all").status_code for _ in range(12)]
        assert answers[:10] == [422] * 10 and answers[-1] == 429

    def test_the_words_are_not_kept_by_the_browser(self, union):
        page = at_this_machine().get("/recovery/").text
        assert page.count('autocomplete="off"') >= 3


class TestSheet:
    def start(self, ada):
        client = sign_in(ada)
        assert client.post("/set-up/keys/sheet/")["Location"] == "/set-up/3/"
        return client

    def words(self, client):
        return client.session["sheet"].split()

    def test_it_is_two_pages_with_words_square_and_number(self, ada):
        client = self.start(ada)
        page = client.get("/set-up/sheet/").text
        assert page.count('class="paper') == 2 and "Sheet 1 of 2" in page and "Sheet 2 of 2" in page
        assert page.count("<svg") >= 2
        key = Key.objects.current().get(kind=Key.Kind.RECOVERY)
        from handbill.keys.words import key_number

        assert f"key no. {key_number(bytes(key.public))}" in page
        assert all(word in page for word in self.words(client))

    def test_the_words_that_wait_lie_sealed(self, ada, stolen):
        from handbill.accounts.tests.conftest import spellings

        client = self.start(ada)
        words, rows = " ".join(self.words(client)), stolen()
        for spelling in [words.encode(), words[:24].encode(), *spellings(from_words(words))]:
            assert spelling not in rows

    def test_the_wrong_word_asks_again_the_right_one_drops_them(self, ada):
        client = self.start(ada)
        client.get("/set-up/3/")
        words, number = self.words(client), client.session["sheet_word"]
        wrong = client.post("/set-up/3/", {"word": words[number % 24]})
        assert wrong.status_code == 422 and f"That is not word {number}." in wrong.text
        answer = client.post("/set-up/3/", {"word": words[number - 1].upper() + " "})
        assert answer["Location"] == "/set-up/keys/"
        assert "sheet" not in client.session
        assert client.get("/set-up/sheet/").status_code == 404
        assert Key.objects.current().get(kind=Key.Kind.RECOVERY).printed_at is not None

    def test_locked_it_shows_nothing_and_unlocked_it_is_there_again(self, ada):
        client = self.start(ada)
        client.post("/lock/")
        assert client.get("/set-up/sheet/").status_code == 404
        client.post("/unlock/", {"password": PASSWORD})
        assert client.get("/set-up/sheet/").status_code == 200

    def test_a_sheet_nobody_printed_is_told_on_the_page_of_keys(self, ada):
        page = sign_in(ada).get("/set-up/keys/").text
        assert "Nobody has said that it was printed" in page
