"""Questions heard become the group's questions, and get an answer that two members stand for."""

import json
import re

import pytest

from handbill.accounts.models import Session
from handbill.facts.models import Question
from handbill.facts.tests.entries import Stack
from handbill.field.bundle import outing_bundle
from handbill.learn.models import Answer, GatheredText
from handbill.plan.actions import change_outing
from handbill.plan.models import Outing
from tests.cast import sign_in

LIFTS = "what about the lifts?"


@pytest.fixture
def heard(hear):
    return hear(LIFTS, "What about the lift", "how do we get there?")


def lock(client):
    client.post("/lock/")
    return client


def put(client, address, **fields):
    return client.post(f"/learn/{address}", fields)


class TestReading:
    def test_an_unlocked_organiser_reads_them_with_those_alike_together(self, ada, heard):
        page = sign_in(ada).get("/learn/questions/").text
        assert page.count("heard-one") == 2
        assert LIFTS in page and "2 times" in page

    def test_a_locked_session_sees_how_many_and_no_word(self, ada, heard):
        page = lock(sign_in(ada)).get("/learn/questions/").text
        assert "3 questions are sealed" in page and "lifts" not in page

    @pytest.mark.parametrize("who", ["vera", "ed"])
    def test_viewers_and_editors_read_no_word_of_them(self, who, request, heard):
        page = sign_in(request.getfixturevalue(who)).get("/learn/questions/").text
        assert "3 questions are sealed" in page and "lifts" not in page

    def test_another_group_sees_nothing_of_it(self, cleo, heard, rent):
        client = sign_in(cleo)
        assert "sealed" not in client.get("/learn/questions/").text
        assert client.get(f"/learn/questions/{rent.id}/").status_code == 404
        assert put(client, "gatherings/", facts=" ".join(heard), question=rent.id).status_code == 422
        assert put(client, "questions/new/", facts=" ".join(heard), text="Lifts").status_code == 409
        assert not GatheredText.objects.exists() and Question.objects.count() == 1

    def test_one_that_was_taken_back_on_the_phone_is_not_there(self, ada, stack, heard):
        stack.file(stack.fact("retraction", of=heard[2]))
        assert "get there" not in sign_in(ada).get("/learn/questions/").text

    def test_the_words_are_nowhere_in_the_database(self, ada, heard, rent):
        sign_in(ada).get("/learn/questions/")
        put(sign_in(ada), "gatherings/", facts=" ".join(heard), question=rent.id)
        rows = [str(vars(row)) for model in (GatheredText, Question, Answer, Session) for row in model.objects.all()]
        assert not any("lifts" in row for row in rows)

    def test_the_page_asks_the_same_number_of_times_however_much_was_heard(
        self, ada, hear, django_assert_max_num_queries
    ):
        client = sign_in(ada)
        hear(*(f"question about thing {n}?" for n in range(60)))
        with django_assert_max_num_queries(22):
            client.get("/learn/questions/")


class TestGathering:
    def test_one_click_puts_them_with_a_question_and_one_brings_them_back(self, ben, heard, rent):
        client = sign_in(ben)
        page = client.post("/learn/gatherings/", {"facts": " ".join(heard[:2]), "question": rent.id}, follow=True).text
        assert "lifts" not in page and "Put with “Rent rise”" in page
        undo = re.search(r'action="(/learn/gatherings/[^"]+/undone/)"', page).group(1)
        assert LIFTS in client.post(undo, follow=True).text
        assert client.post(undo).status_code == 404

    def test_a_new_question_is_worded_by_the_group_and_goes_out_to_phones(self, ben, heard, outing):
        put(sign_in(ben), "questions/new/", facts=" ".join(heard[:2]), text="What about the lifts?")
        assert [question["text"] for question in outing_bundle(outing)["questions"]] == ["What about the lifts?"]
        assert set(GatheredText.objects.values_list("question__text", flat=True)) == {"What about the lifts?"}

    def test_undo_takes_a_question_off_that_only_this_click_made(self, ben, heard):
        client = sign_in(ben)
        put(client, "questions/new/", facts=" ".join(heard), text="Lifts")
        put(client, f"gatherings/{GatheredText.objects.first().gathering}/undone/")
        assert not Question.objects.listed().exists()
        assert not GatheredText.objects.exists()

    def test_left_out_is_put_away_and_counted_nowhere(self, ben, heard, rent):
        client = sign_in(ben)
        put(client, "questions/left-out/", facts=" ".join(heard))
        assert "Nothing waits" in client.get("/learn/questions/").text

    def test_two_members_at_once_do_not_count_it_twice(self, ada, ben, heard, rent):
        facts = " ".join(heard)
        assert put(sign_in(ada), "gatherings/", facts=facts, question=rent.id).status_code == 302
        assert put(sign_in(ben), "gatherings/", facts=facts, question=rent.id).status_code == 409
        assert GatheredText.objects.count() == 3

    @pytest.mark.parametrize("who", ["vera", "ed"])
    def test_viewers_and_editors_put_nothing_away(self, who, request, heard, rent):
        client = sign_in(request.getfixturevalue(who))
        assert put(client, "gatherings/", facts=heard[0], question=rent.id).status_code == 403
        assert put(client, "questions/new/", facts=heard[0], text="Lifts").status_code == 403
        assert put(client, "questions/left-out/", facts=heard[0]).status_code == 403
        assert put(client, f"questions/{rent.id}/end/").status_code == 403
        assert not GatheredText.objects.exists()

    @pytest.mark.parametrize("facts", ["", "nonsense", "1 2 3"])
    def test_nonsense_is_told_and_changes_nothing(self, ada, facts, rent):
        assert put(sign_in(ada), "gatherings/", facts=facts, question=rent.id).status_code == 422

    def test_a_fact_that_is_no_question_is_never_put_away(self, ada, stack, rent):
        talk = stack.fact()
        stack.file(talk)
        assert put(sign_in(ada), "gatherings/", facts=talk["id"], question=rent.id).status_code == 409

    def test_a_question_that_looks_like_one_of_the_list_is_offered_there(self, ada, hear, rent):
        hear("may they raise the rent and rise it again?")
        assert "It is “Rent rise”" in sign_in(ada).get("/learn/questions/").text


class TestPrivacy:
    @pytest.mark.parametrize("text", ["Ring 07700 900123?", "Write to bea@example.org?", "is Bea Whitlock safe?"])
    def test_a_name_or_number_is_looked_at_twice_before_it_is_everybodys(self, ada, heard, text):
        client = sign_in(ada)
        answer = put(client, "questions/new/", facts=heard[0], text=text)
        assert answer.status_code == 422 and not Question.objects.exists()
        assert "I have looked" in answer.text
        assert put(client, "questions/new/", facts=heard[0], text=text, looked="on").status_code == 302

    def test_the_hint_stands_beside_what_was_heard_and_its_words_are_not_offered(self, ada, hear):
        hear("can Bea Whitlock evict me?")
        page = sign_in(ada).get("/learn/questions/").text
        assert "There may be a name in it" in page
        assert 'value="can Bea Whitlock evict me?"' not in page


class TestAnswers:
    def write(self, client, question, text="Once a year at most.", language="en"):
        return put(client, f"questions/{question.id}/answers/", **{"answer-text": text, "answer-language": language})

    def test_it_goes_out_only_when_a_second_member_has_agreed(self, ada, ben, rent, outing):
        self.write(sign_in(ben), rent)
        assert "answer" not in outing_bundle(outing)["questions"][0]
        answer = Answer.objects.get()
        assert put(sign_in(ada), f"answers/{answer.id}/agreement/").status_code == 302
        assert outing_bundle(outing)["questions"][0]["answer"] == "Once a year at most."

    def agree(self, ada, ben, question, text, language):
        self.write(sign_in(ben), question, text, language)
        put(sign_in(ada), f"answers/{Answer.objects.waiting().get().id}/agreement/")

    @pytest.mark.parametrize(
        ("spoken", "said"),
        [("", "Once a year."), ("fr", "Une fois par an."), ("fr-CA", "Une fois par an."), ("pl", "Once a year.")],
    )
    def test_phones_get_the_answer_in_the_language_spoken_there_else_in_the_groups(
        self, ada, ben, rent, outing, spoken, said
    ):
        self.agree(ada, ben, rent, "Une fois par an.", "fr")
        self.agree(ada, ben, rent, "Once a year.", "en")
        change_outing(outing, by=ada, language=spoken)
        assert outing_bundle(outing)["questions"][0]["answer"] == said

    def test_one_that_is_good_no_more_goes_in_that_language_alone(self, ada, ben, rent, outing):
        self.agree(ada, ben, rent, "Une fois par an.", "fr")
        self.agree(ada, ben, rent, "Once a year.", "en")
        change_outing(outing, by=ada, language="fr")
        put(sign_in(ada), f"answers/{Answer.objects.get(language='fr').id}/withdrawal/")
        assert outing_bundle(outing)["questions"][0]["answer"] == "Once a year."

    def test_nobody_agrees_to_what_she_wrote_herself(self, ben, rent, outing):
        client = sign_in(ben)
        self.write(client, rent)
        assert put(client, f"answers/{Answer.objects.get().id}/agreement/").status_code == 403
        assert Answer.objects.get().agreed_at is None

    def test_until_it_is_agreed_the_database_holds_no_word_of_it(self, ben, rent):
        self.write(sign_in(ben), rent)
        row = Answer.objects.get()
        assert row.text == "" and b"Once" not in bytes(row.sealed)
        assert set(json.loads(bytes(row.sealed))) == {"id", "ct", "wraps"}

    def test_agreeing_needs_the_key(self, ada, ben, rent):
        self.write(sign_in(ben), rent)
        answer = put(lock(sign_in(ada)), f"answers/{Answer.objects.get().id}/agreement/")
        assert answer.status_code == 302 and answer["Location"].startswith("/unlock/")
        assert Answer.objects.get().agreed_at is None

    def test_one_that_was_rewritten_meanwhile_is_not_agreed_to_unseen(self, ada, ben, rent):
        client = sign_in(ben)
        self.write(client, rent, "First words.")
        first = Answer.objects.get()
        self.write(client, rent, "Other words.")
        assert put(sign_in(ada), f"answers/{first.id}/agreement/").status_code == 409
        assert not Answer.objects.agreed().exists()

    def test_a_better_one_takes_its_place_and_the_old_one_is_kept(self, ada, ben, rent, outing):
        for text in ("Once a year.", "Once a year, with notice."):
            self.write(sign_in(ben), rent, text)
            put(sign_in(ada), f"answers/{Answer.objects.waiting().get().id}/agreement/")
        assert outing_bundle(outing)["questions"][0]["answer"] == "Once a year, with notice."
        assert "Once a year." in sign_in(ada).get(f"/learn/questions/{rent.id}/").text
        assert sorted(Answer.objects.values_list("number", flat=True)) == [1, 2]

    def test_taking_it_back_leaves_no_good_answer_yet(self, ada, ben, rent, outing):
        self.write(sign_in(ben), rent)
        put(sign_in(ada), f"answers/{Answer.objects.get().id}/agreement/")
        put(sign_in(ben), f"answers/{Answer.objects.get().id}/withdrawal/")
        assert "answer" not in outing_bundle(outing)["questions"][0]
        assert "No good answer yet" in sign_in(ada).get("/learn/questions/").text

    def test_phones_get_the_groups_language_where_there_is_one(self, ada, ben, rent, outing):
        for language, text in (("ar", "مرة في السنة"), ("en", "Once a year.")):
            self.write(sign_in(ben), rent, text, language)
            put(sign_in(ada), f"answers/{Answer.objects.waiting().get().id}/agreement/")
        assert outing_bundle(outing)["questions"][0]["answer"] == "Once a year."
        assert "مرة في السنة" in sign_in(ada).get(f"/learn/questions/{rent.id}/").text

    @pytest.mark.parametrize("who", ["vera", "ed"])
    def test_viewers_and_editors_read_agreed_answers_and_nothing_that_waits(self, who, request, ada, ben, rent):
        self.write(sign_in(ben), rent)
        client = sign_in(request.getfixturevalue(who))
        waiting = Answer.objects.get()
        assert put(client, f"answers/{waiting.id}/agreement/").status_code == 404
        assert self.write(client, rent, "Mine.").status_code == 403
        put(sign_in(ada), f"answers/{waiting.id}/agreement/")
        assert "Once a year at most." in client.get(f"/learn/questions/{rent.id}/").text

    def test_an_empty_answer_is_told_where_it_was_written(self, ben, rent):
        answer = self.write(sign_in(ben), rent, "")
        assert answer.status_code == 422 and "Write the answer." in answer.text


class TestAskedMost:
    def test_fewer_than_five_talks_are_not_told_apart(self, ada, vera, outing, rent):
        stack = Stack(outing)
        stack.file(*(stack.fact(questions=[str(rent.id)]) for _ in range(4)))
        page = sign_in(vera).get("/learn/asked/").text
        assert "Rent rise" in page and "fewer than 5" in page and '<td class="n">4</td>' not in page

    def test_one_month_or_setting_set_against_another_leaves_nobody_over(self, ada, outing, rent):
        """7 in all and 5 at one place must not say that it was 2 at the other."""
        other = Outing.objects.create(
            **{name: getattr(outing, name) for name in ("group", "place", "starts_at", "ends_at", "lead", "made_by")},
            setting="gate",
        )
        for out, talks in ((outing, 5), (other, 2)):
            stack = Stack(out)
            stack.file(*(stack.fact(questions=[str(rent.id)]) for _ in range(talks)))
        client = sign_in(ada)
        assert "5 or more" in client.get("/learn/asked/").text
        assert "5 or more" in client.get("/learn/asked/?setting=stall").text
        assert "fewer than 5</td>" in client.get("/learn/asked/?setting=gate").text

    def test_one_more_talk_is_not_seen_on_the_list(self, ada, stack, rent):
        talks = [stack.fact(questions=[str(rent.id)]) for _ in range(12)]
        client = sign_in(ada)
        stack.file(*talks[:7])
        before = client.get("/learn/questions/").text.split('id="list"')[1].split('id="heard"')[0]
        stack.file(talks[7])
        assert client.get("/learn/questions/").text.split('id="list"')[1].split('id="heard"')[0] == before
        stack.file(*talks[8:])
        assert ">12<" in client.get("/learn/questions/").text

    def test_taps_and_own_words_are_counted_together(self, ada, hear, stack, rent):
        stack.file(*(stack.fact(questions=[str(rent.id)]) for _ in range(4)))
        client = sign_in(ada)
        put(client, "gatherings/", facts=hear("the rents?")[0], question=rent.id)
        assert '<td class="n">5 or more</td>' in client.get("/learn/asked/?month=2026-09&setting=stall").text
        assert "No question came up there" in client.get("/learn/asked/?month=2026-08").text
