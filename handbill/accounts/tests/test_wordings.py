"""The words of agreement: changed words are new words, and the old ones stay."""

import pytest

from handbill.accounts.models import AuditEntry, Wording
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
WORDS = "Only so that Joss can ring you about the lift."


@pytest.fixture
def wording(group):
    return Wording.objects.get(group=group, channel="phone")


def test_changed_words_get_a_new_number_and_the_old_ones_stay(ada, wording):
    answer = sign_in(ada).post(f"/set-up/wordings/{wording.id}/", {"text": WORDS})
    assert answer.status_code == 302
    new = Wording.objects.get(text=WORDS)
    old = Wording.objects.get(id=wording.id)
    assert new.number == 11 and new.ended_at is None
    assert (new.purpose, new.channel, new.language) == ("follow_up", "phone", "en")
    assert old.ended_at is not None and old.text == wording.text


def test_the_same_words_again_change_nothing(ada, wording):
    sign_in(ada).post(f"/set-up/wordings/{wording.id}/", {"text": wording.text})
    assert Wording.objects.filter(group=ada.group).count() == 10
    assert not AuditEntry.objects.filter(what="wording_changed").exists()


def test_words_in_another_language_stand_beside_the_first(ada):
    typed = {"about": "follow_up:phone", "language": "ar", "text": "فقط لنعود إليك."}
    assert sign_in(ada).post("/set-up/wordings/", typed).status_code == 302
    standing = Wording.objects.filter(group=ada.group, channel="phone", ended_at=None)
    assert set(standing.values_list("language", flat=True)) == {"en", "ar"}
    assert 'lang="ar"' in sign_in(ada).get("/set-up/wordings/").text


@pytest.mark.parametrize(
    "typed",
    [
        {"about": "news:post", "language": "en", "text": "x"},
        {"about": "follow_up:phone", "language": "english please", "text": "x"},
        {"about": "follow_up:phone", "language": "en", "text": ""},
        {"about": "follow_up:phone", "language": "en", "text": "x" * 401},
        {"about": "", "language": "", "text": ""},
    ],
)
def test_what_cannot_be_asked_is_refused(ada, typed):
    assert sign_in(ada).post("/set-up/wordings/", typed).status_code == 422
    assert Wording.objects.filter(group=ada.group).count() == 10


def test_words_that_are_asked_no_longer_are_not_changed_again(ada, wording):
    client = sign_in(ada)
    client.post(f"/set-up/wordings/{wording.id}/", {"text": WORDS})
    assert client.post(f"/set-up/wordings/{wording.id}/", {"text": "Again."}).status_code == 404
