"""How a message begins: the group's words in the person's language, kept when they change, never with a name."""

from urllib.parse import unquote

import pytest
from django.db import IntegrityError, transaction

from handbill.base.errors import MayNot
from handbill.followup.actions import change_first_sentence
from handbill.followup.first_sentences import first_sentences_of
from handbill.followup.models import FirstSentence
from tests.cast import sign_in
from tests.met import CARD, STALL, consents, meet, stall_phone

POLISH = "Dzień dobry, tu {me} z {group}. Rozmawialiśmy {day}: {place}."


@pytest.fixture
def met(outing, ada, group):
    return lambda language=None: meet(stall_phone(outing, ada), language=language, consents=consents(group, "text"))


def to(person, member) -> str:
    return first_sentences_of(member).to(person)


def test_without_words_of_the_group_it_is_ours(met, ada):
    assert to(met(), ada) == "Hello, we talked at Ferry Square market. You gave us a way to reach you."


def test_the_groups_words_in_the_persons_language(met, ada):
    change_first_sentence("pl", POLISH, by=ada)
    told = to(met("pl"), ada)
    assert told.startswith("Dzień dobry, tu Ada z Aldermouth Tenants’ Union. Rozmawialiśmy 12 Sept")
    assert told.endswith(": Ferry Square market.")
    assert to(met("pl-PL"), ada) == told, "a region falls back on its language"
    assert to(met("en"), ada).startswith("Hello")


def test_a_language_nobody_wrote_in_falls_back_on_the_groups_own(met, ada):
    change_first_sentence("en", "Hi, {group} here.", by=ada)
    assert to(met("cy"), ada) == "Hi, Aldermouth Tenants’ Union here."
    assert to(met(), ada) == "Hi, Aldermouth Tenants’ Union here."


def test_it_is_what_the_members_phone_opens_with(met, ada):
    change_first_sentence("en", "Hi from {paper} & friends?", by=ada)
    shown = sign_in(ada).get(f"/people/{met().id}/").content.decode()
    body = shown.split('href="sms:+447700900123?body=')[1].split('"')[0]
    assert unquote(body) == "Hi from The Stairwell & friends?" and "&amp; friends" in shown
    assert CARD["name"] not in unquote(body)


def test_braces_never_reach_into_anything(met, ada):
    FirstSentence.objects.create(group=ada.group, language="en", text="{me.login} {0} {me!r} {}", made_by=ada)
    assert to(met(), ada) == "{me.login} {0} {me!r} {}"


def test_changed_words_are_a_new_row_and_the_old_one_is_kept(ada):
    first = change_first_sentence("en", "Hi.", by=ada)
    assert change_first_sentence("en", "Hi.", by=ada) == first, "the same words change nothing"
    second = change_first_sentence("en", "Good day.", by=ada)
    first.refresh_from_db()
    assert first.ended_at == STALL and first.text == "Hi." and second.ended_at is None
    assert change_first_sentence("en", "", by=ada) is None
    assert not FirstSentence.objects.filter(ended_at=None).exists() and FirstSentence.objects.count() == 2


def test_the_page_says_what_is_meant_and_what_is_wrong(ada):
    client = sign_in(ada)
    shown = client.get("/first-sentences/").content.decode()
    assert "{place}" in shown and "where you met them" in shown and "Handbill’s own sentence holds" in shown
    wrong = client.post("/first-sentences/", {"language": "en", "text": "Hi {name}"})
    assert wrong.status_code == 422 and "{name} means nothing here." in wrong.content.decode()
    assert client.post("/first-sentences/", {"language": "not a language", "text": "Hi"}).status_code == 422
    client.post("/first-sentences/", {"language": "pl", "text": POLISH})
    shown = client.get("/first-sentences/?language=pl").content.decode()
    assert "Polish" in shown and shown.count("Dzień dobry") == 2, "standing, and in the field to be changed"


@pytest.mark.parametrize("who", ["ben", "vera", "ed"])
def test_only_organisers_write_them(request, who):
    member = request.getfixturevalue(who)
    client = sign_in(member)
    assert client.get("/first-sentences/").status_code == 403
    assert client.post("/first-sentences/", {"language": "en", "text": "Hi"}).status_code == 403
    with pytest.raises(MayNot):
        change_first_sentence("en", "Hi", by=member)
    assert not FirstSentence.objects.exists()


def test_another_groups_words_are_its_own(met, ada, cleo):
    change_first_sentence("en", "Books!", by=cleo)
    assert "Books" not in to(met(), ada) and "Books" not in sign_in(ada).get("/first-sentences/").content.decode()


def test_the_table_holds_one_standing_sentence_per_language_with_words_in_it(ada):
    change_first_sentence("en", "Hi.", by=ada)
    for broken in ({"language": "en", "text": "Again"}, {"language": "pl", "text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FirstSentence.objects.create(group=ada.group, made_by=ada, **broken)
