"""A reader signs up without script: sealed as it arrives, counted by batch, and somebody gets back to her."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest

from handbill.accounts.models import Wording
from handbill.base.clock import stand_at
from handbill.facts.models import Fact, SignUpTally, Tally
from handbill.followup.actions import note_attempt
from handbill.followup.models import FollowUp
from handbill.followup.reached import reached_of_outing
from handbill.people.models import Consent, Person
from handbill.people.opening import open_card
from handbill.plan.models import Outing
from handbill.signup.actions import choose_owner
from handbill.signup.models import SignUpPage
from handbill.signup.tests.conftest import SATURDAY, typed
from tests.cast import found, keyring_of, sign_in

pytestmark = pytest.mark.django_db
STYLE = Path(__file__).parents[1] / "static/signup/signup.css"


def said_after(client, answer) -> str:
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer["Location"]).content.decode()


class TestThePage:
    def test_it_comes_in_under_15_kB_with_its_style_and_ink(self, batch, client):
        page = client.get("/14A")
        ink = client.get(f"/{batch.group.slug}/read/ink.css")
        sizes = [len(gzip.compress(part)) for part in (page.content, STYLE.read_bytes(), ink.content)]
        assert sum(sizes) < 15_000, sizes

    def test_it_sets_no_cookie_and_asks_nobody_else(self, batch, client):
        answer = client.get("/14A")
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        page = answer.content.decode()
        assert 'src="http' not in page
        assert 'href="http' not in page

    def test_nothing_is_ticked_beforehand(self, batch, client):
        assert " checked" not in client.get("/14A").content.decode()

    def test_the_visitors_own_phone_may_help_her(self, batch, client):
        page = client.get("/14A").content.decode()
        for token in ("given-name", "tel", "email"):
            assert f'autocomplete="{token}"' in page

    def test_the_words_of_today_stand_under_what_they_are_for(self, batch, client, group):
        Wording.objects.filter(group=group, purpose="news").update(ended_at=SATURDAY)
        Wording.objects.create(
            group=group, purpose="news", channel="email", language="en", number=99, text="Ten times a year, no more."
        )
        page = client.get("/14A").content.decode()
        assert "Ten times a year, no more." in page
        assert "To send you our paper and news by e-mail." not in page

    def test_another_language_of_the_group_turns_the_page_round(self, batch, client, group):
        Wording.objects.create(
            group=group, purpose="follow_up", channel="phone", language="ar", number=98, text="فقط لنتصل بك."
        )
        page = client.get("/14A?in=ar").content.decode()
        assert '<html lang="ar" dir="rtl">' in page
        assert "فقط لنتصل بك." in page
        assert '<html lang="ar"' in client.get("/14A", headers={"Accept-Language": "ar-EG,en"}).content.decode()
        assert '<html lang="en"' in client.get("/14A?in=pl").content.decode()

    def test_a_group_has_a_page_of_its_own(self, group, client):
        assert client.get("/join/").status_code == 200
        found("Harbour Street Library Friends", "Cleo")
        assert client.get("/join/").status_code == 404
        assert client.get(f"/{group.slug}/join/").status_code == 200
        assert client.get(f"/{group.slug}/join/details/").status_code == 200


class TestASignUp:
    def test_somebody_writes_by_monday_and_that_follow_up_exists(self, taken, client, ben):
        page = said_after(client, client.post("/14A", typed()))
        assert "Somebody writes to you by Monday." in page
        row = FollowUp.objects.get()
        assert row.owner == ben
        assert row.due_at == SATURDAY + timedelta(hours=48)

    def test_quiet_hours_shorten_the_promise(self, taken, client):
        night = SATURDAY + timedelta(hours=7)
        with stand_at(night):
            page = said_after(client, client.post("/14A", typed()))
        assert "by Monday" in page  # due on Tuesday at two in the morning

    def test_the_card_is_sealed_on_arrival_and_opens_for_owner_and_organisers(self, taken, client, ada, ben):
        client.post("/14A", typed())
        person = Person.objects.get()
        for member in (ada, ben):
            card = open_card(person, keyring_of(member))
            assert (card.name, card.phone, card.language) == ("Bea Quill", "07700 900321", "en")
        stored = bytes(person.card.ct) + repr(list(Fact.objects.values())).encode()
        assert b"Quill" not in stored
        assert b"900321" not in stored

    def test_what_was_ticked_is_agreed_to_with_its_words(self, taken, client):
        client.post("/14A", typed(agreed=["follow_up-phone", "follow_up-text"]))
        given = Consent.objects.order_by("channel")
        assert [(one.purpose, one.channel, one.typed_by) for one in given] == [
            ("follow_up", "phone", "person"),
            ("follow_up", "text", "person"),
        ]
        assert all(one.wording.text for one in given)

    def test_it_is_counted_with_the_batch_and_how_the_copy_came(self, taken, client):
        for way in ("friend", "friend", "found", ""):
            client.post("/14A", typed(way=way))
        row = SignUpTally.objects.get(batch=taken)
        assert (row.friend, row.found, row.given, row.unsaid) == (2, 1, 0, 1)

    def test_no_outings_numbers_have_them(self, taken, outing, client):
        client.post("/14A", typed())
        assert reached_of_outing(outing).everybody == 0
        assert sum(Tally.objects.filter(outing=outing).values_list("contacts", flat=True)) == 0

    def test_a_batch_that_went_nowhere_leads_to_whom_the_group_chose(self, batch, client, group, ada, ben):
        client.post("/14A", typed())
        assert FollowUp.objects.get().owner == ada
        choose_owner(group, ben)
        client.post("/14A", typed(phone="07700 900322"))
        assert FollowUp.objects.exclude(owner=ada).get().owner == ben

    def test_the_groups_own_page_counts_no_batch(self, group, ada, client):
        said_after(client, client.post("/join/", typed()))
        assert Person.objects.get().owner == ada
        assert not SignUpTally.objects.exists()

    def test_what_happens_with_them_afterwards_is_noted_like_with_everybody(self, taken, client, ben):
        client.post("/14A", typed())
        row = FollowUp.objects.select_related("person").get()
        fact = note_attempt(row, "talked", by=ben)
        assert fact.person == row.person_id
        assert not FollowUp.objects.open().exists()

    def test_the_desk_shows_them_to_their_owner(self, taken, client, ben):
        client.post("/14A", typed())
        desk = sign_in(ben)
        assert "They signed up by themselves" in desk.get("/").content.decode()
        assert "Bea Quill" in desk.get(f"/people/{Person.objects.get().id}/").content.decode()

    def test_their_page_says_how_they_came_and_names_no_phone(self, taken, client, ada):
        client.post("/14A", typed())
        with stand_at(SATURDAY + timedelta(minutes=9)):
            client.post("/join/", typed(phone="07700 900322"))
        desk = sign_in(ada)
        by_square, by_page = Person.objects.order_by("id")
        pages = [desk.get(f"/people/{one.id}/").content.decode() for one in (by_square, by_page)]
        assert "<b>Signed up</b> by the square of batch 14A." in pages[0]
        assert "<b>Signed up</b> on your group’s own page." in pages[1]
        for page in pages:
            assert "helper" not in page
            assert "signed up, " in desk.get("/people/").content.decode()

    def test_nobody_sees_the_outing_that_stands_for_none(self, taken, client, ada):
        client.post("/14A", typed())
        page = SignUpPage.objects.get()
        assert page.outing not in Outing.objects.visible_to(ada)
        assert sign_in(ada).get(f"/outings/{page.outing_id}/").status_code == 404
        assert "Sign-up page" not in sign_in(ada).get("/outings/").content.decode()


class TestWhatIsWrong:
    def test_it_is_said_at_the_field_and_nothing_typed_is_lost(self, batch, client):
        sent = typed(name="Bea <b>Quill</b>", phone="12", email="bea@", agreed=["follow_up-phone"])
        answer = client.post("/14A", sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "This is no phone number that anybody could dial." in page
        assert "This does not look like an e-mail address." in page
        assert 'value="Bea &lt;b&gt;Quill&lt;/b&gt;"' in page
        assert 'value="12"' in page
        assert 'value="bea@"' in page
        assert 'value="follow_up-phone" checked' in page
        assert 'value="friend" checked' in page
        assert not Person.objects.exists()

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"agreed": []}, "Tick at least one, else nobody may write or ring."),
            ({"phone": ""}, "One way to reach you is missing"),
            ({"agreed": "follow_up-email"}, "What you ticked needs an e-mail address."),
            ({"phone": "", "email": "bea@mail.example"}, "What you ticked needs a phone number."),
            ({"agreed": "follow_up-other"}, "What you ticked needs another way."),
            ({"agreed": "follow_up-pigeon"}, "Choose among what stands here."),
            ({"name": "Bea\x00"}, "Null characters are not allowed."),
            ({"name": "B" * 121}, "at most 120 characters"),
            ({"way": "stolen"}, "Select a valid choice"),
        ],
    )
    def test_each_has_its_sentence(self, batch, client, sent, sentence):
        answer = client.post("/14A", typed(**sent))
        assert answer.status_code == 422
        assert sentence in answer.content.decode().replace("&#x27;", "'")
        assert not Person.objects.exists()

    def test_a_whole_book_in_place_of_a_name_is_not_read(self, batch, client):
        answer = client.post("/14A", typed(name="B" * 100_000))
        assert answer.status_code == 413
        assert not Person.objects.exists()


class TestWhatStandsAboveTheForm:
    @pytest.fixture
    def read(self, ada):
        """No. 14 is out, and the group says what it stands for."""
        from handbill.press.actions import begin_issue, draft_article, place_article, write_standing_text
        from handbill.press.web.tests.conftest import published

        write_standing_text(by=ada, key="stand_for", language="en", title="What we stand for", body="Homes *dry*.")
        made = begin_issue(by=ada, name="14", on=SATURDAY.date())
        piece = draft_article(group=ada.group, by=ada, title="Lifts", body="They stand.", language="en")
        place_article(made, piece, 1, by=ada)
        return published(made, ada)

    def test_this_issues_front_page_and_what_the_group_stands_for(self, batch, client, read):
        page = client.get("/14A").content.decode()
        assert 'src="/read/14-front.png"' in page
        assert 'alt="Front page of no. 14"' in page
        assert "What we stand for" in page
        assert "<em>dry</em>" in page

    def test_two_links_that_lead_somewhere(self, batch, client, read):
        page = client.get("/14A").content.decode()
        for address in ("/read/14.html", "/join/details/?in=en"):
            assert f'href="{address}"' in page
            assert client.get(address).status_code == 200

    def test_the_issues_number_alone_leads_to_the_issue(self, batch, client, read):
        assert client.get("/14")["Location"] == "/read/14.html"
        assert client.get("/14", follow=True).status_code == 200

    def test_before_it_is_out_its_number_leads_to_the_groups_page(self, batch, client):
        assert client.get("/14")["Location"] == "/join/"
        for number in ("/15", "/14Z", "/1-4"):
            assert client.get(number).status_code == 404

    def test_without_an_issue_there_is_still_the_form(self, batch, client):
        page = client.get("/14A").content.decode()
        assert "front.png" not in page
        assert 'href="/join/details/?in=en"' in page


def test_learn_says_how_many_copies_came_by_a_friend(taken, group):
    from django.test import Client

    from handbill.learn.passing import passed_on

    for number in range(30):
        reader = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"198.51.100.{number}")
        reader.post("/14A", typed(phone=f"07700 9003{number:02d}", way="friend" if number % 3 else "given"))
    found = passed_on(group, (SATURDAY + timedelta(days=40)).date())
    assert found.batches[0].sign_ups == 30
    assert (found.friends, found.answers) == (20, 30)
