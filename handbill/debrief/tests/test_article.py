"""A debrief becomes an article: what a reader may know, and an attacker who looks for what she may not."""

import re
from datetime import timedelta

import pytest

from handbill.base import clock
from handbill.base.errors import MayNot, Refusal
from handbill.debrief.actions import add_remark, make_article
from handbill.debrief.article import plain
from handbill.facts.models import Question
from handbill.plan import actions
from handbill.press.blocks import blocks_of, plain_of
from handbill.press.models import Article, Edit
from tests.cast import NOON, keyring_of, sign_in
from tests.phone import joined_phone

pytestmark = pytest.mark.django_db
START = NOON + timedelta(hours=2)
SECRETS = (
    *("Dee Whitlock", "07700 900177", "+447700900177", "dee@example.org", "third floor, the lift"),
    *("can they evict me at 12 Linden Street", "Dalia forgot the leaflets", "Joss says sorry", "ring Mr Renn"),
    *("Ada", "Ben", "Vera"),
)


@pytest.fixture
def day(outing, group, ada, ben):
    """Sixty copies, 24 talks, a contact with everything in it, a question, two remarks and a decision."""
    rent = Question.objects.create(group=group, text="Rent rise", answer="Once a year at most.")
    damp = Question.objects.create(group=group, text="Damp", position=1)
    lift = Question.objects.create(group=group, text="The lift", position=2)
    with clock.stand_at(START):
        phone = joined_phone(outing, ada)
        phone.note("handout", copies=60, way="hand")
        for number in range(24):
            asked = [rent] * (number < 12) + [damp] * (number < 6) + [lift] * (number < 4)
            phone.note("conversation", ask="refused", questions=[str(one.id) for one in asked])
        card = {
            "name": "Dee Whitlock",
            "phone": "07700 900177",
            "email": "dee@example.org",
            "note": "third floor, the lift",
        }
        phone.contact(card)
        phone.text("question", "can they evict me at 12 Linden Street")
        phone.text("remark", "Dalia forgot the leaflets")
        phone.note("asked_in_vain", people=3)
        phone.send()
    with clock.stand_at(START + timedelta(hours=3)):
        add_remark(outing, "Joss says sorry", "went_well", by=ben)
        actions.decide(outing, "ring Mr Renn", ben, by=ada)
        yield outing


def written(article: Article) -> str:
    """Everything the paper keeps of it, versions too."""
    rows = [article, *Edit.objects.filter(article=article)]
    return "\n".join(str(getattr(row, name)) for row in rows for name in Article.WRITTEN if name != "outing")


class TestTheAttacker:
    @pytest.mark.parametrize("who", ["ada", "ben", "ed"])
    def test_nothing_sealed_and_no_name_is_in_the_draft(self, who, request, day):
        member = request.getfixturevalue(who)
        article, _without = make_article(day, keyring_of(member), by=member)
        for secret in SECRETS:
            assert secret.casefold() not in written(article).casefold(), secret

    def test_no_number_about_fewer_than_ten_people_is_in_it(self, day, ada):
        article, _without = make_article(day, keyring_of(ada), by=ada)
        body = article.body.split("we were at", 1)[1]
        assert "We talked with 24 people." in body and "(asked in 12 talks)" in body
        assert {int(n) for n in re.findall(r"\d+", body.replace("15:00", ""))} <= {24, 12, 60}
        assert "Damp" in body, "six talks: named, without a number"
        assert "The lift" not in body, "four talks"

    def test_on_the_page_before_it_too(self, day, ben):
        page = sign_in(ben).get(f"/outings/{day.pk}/debrief/article/").text.split("<main", 1)[1]
        for secret in SECRETS[:9]:
            assert secret not in page
        assert 'name="remark"' not in page, "a volunteer lets no remark in"

    def test_a_volunteer_who_sends_a_remarks_number_is_refused(self, day, ben):
        remark = add_remark(day, "Let this in", "went_well", by=ben)
        with pytest.raises(MayNot):
            make_article(day, keyring_of(ben), [remark.id], by=ben)
        assert sign_in(ben).post(f"/outings/{day.pk}/debrief/article/", {"remark": str(remark.id)}).status_code == 403
        assert not Article.objects.exists()

    def test_a_viewer_and_another_group_make_none(self, day, vera, cleo):
        address = f"/outings/{day.pk}/debrief/article/"
        assert [sign_in(vera).get(address).status_code, sign_in(vera).post(address).status_code] == [403, 403]
        assert [sign_in(cleo).get(address).status_code, sign_in(cleo).post(address).status_code] == [404, 404]

    def test_a_place_with_marks_in_its_name_stays_a_name(self):
        name = "[Gate](https://example.org) *3* <b> 1 & 2 \\ #4"
        assert plain_of(blocks_of(plain(name))) == name


class TestTheDraft:
    def test_the_press_of_a_button_writes_it_and_says_what_stayed_out(self, day, ada):
        answer = sign_in(ada).post(f"/outings/{day.pk}/debrief/article/", follow=True)
        article = Article.objects.get()
        assert answer.redirect_chain == [(article.get_absolute_url(), 302)]
        for sentence in (
            "Left out: the details of 1 person who gave a contact.",
            "Left out: 1 question in somebody’s own words.",
            "Left out: 2 remarks.",
            "Left out: 1 decision.",
        ):
            assert sentence in answer.text
        assert (article.outing, article.status, article.made_by) == (day, "draft", ada)
        assert "60 copies" in article.body and "Once a year at most." in article.body

    def test_the_remark_an_organiser_ticks_goes_in_without_its_name_and_no_other(self, day, ada, ben):
        remark = add_remark(day, "Two of us at the stairs worked best.", "went_well", by=ben)
        client = sign_in(ada)
        page = client.get(f"/outings/{day.pk}/debrief/article/").text
        assert page.count('name="remark"') == 3
        client.post(f"/outings/{day.pk}/debrief/article/", {"remark": str(remark.id)})
        body = Article.objects.get().body
        assert "> Two of us at the stairs worked best." in body
        assert "Ben" not in body and "sorry" not in body and "Dalia" not in body

    def test_a_remark_taken_back_meanwhile_is_said_and_nothing_is_written(self, day, ada):
        with pytest.raises(Refusal):
            make_article(day, keyring_of(ada), [day.pk], by=ada)
        answer = sign_in(ada).post(f"/outings/{day.pk}/debrief/article/", {"remark": str(day.pk)}, follow=True)
        assert "gone or does not open" in answer.text
        assert not Article.objects.exists()

    def test_it_is_in_the_groups_language_whoever_asks(self, day, ada):
        day.group.language = "fr"
        day.group.save()
        article, _without = make_article(day, keyring_of(ada), by=ada)
        assert article.language == "fr"

    def test_the_debrief_leads_there(self, day, ada, vera):
        address = f"/outings/{day.pk}/debrief/"
        assert f"{address}article/" in sign_in(ada).get(address).text
        assert f"{address}article/" not in sign_in(vera).get(address).text
