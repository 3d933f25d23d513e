"""Small parts of pages: times in words, squares, fields and what is wrong with them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from handbill.base import clock, moments
from handbill.base.squares import square_svg

LONDON = ZoneInfo("Europe/London")
SATURDAY = datetime(2026, 9, 12, 14, 44, tzinfo=UTC)  # 15:44 in London


@pytest.fixture(autouse=True)
def saturday():
    with clock.stand_at(SATURDAY):
        yield


def rendered(source: str, **context) -> str:
    return Template(source).render(Context(context))


class TestMoments:
    @pytest.mark.parametrize(
        ("later", "words"),
        [
            (timedelta(), "15:44"),
            (timedelta(hours=8), "23:44"),
            (timedelta(hours=9), "Sun 00:44"),
            (timedelta(days=2), "Mon 15:44"),
            (timedelta(days=-6), "Sun 15:44"),
            (timedelta(days=7), "19 Sept, 15:44"),
            (timedelta(days=-7), "5 Sept, 15:44"),
            (timedelta(days=365), "12 Sept 2027, 15:44"),
        ],
    )
    def test_today_by_the_hour_this_week_by_the_weekday_else_by_the_date(self, later, words):
        assert moments.moment_words(SATURDAY + later, LONDON) == words

    def test_days(self):
        assert moments.short_day(date(2026, 9, 26)) == "26 Sept"
        assert moments.long_day(date(2026, 9, 26)) == "Saturday 26 September"
        assert moments.long_day(date(2027, 1, 2)) == "Saturday 2 January 2027"

    def test_the_groups_zone_wins_over_the_servers(self):
        group = SimpleNamespace(timezone="Pacific/Auckland")
        assert ">02:44<" in rendered("{% moment at %}", at=SATURDAY, group=group)
        with timezone.override(LONDON):
            assert "15:44" in rendered("{% moment at %}", at=SATURDAY)

    def test_a_machine_reads_it_too(self):
        assert rendered("{% moment at %}", at=SATURDAY) == '<time datetime="2026-09-12T14:44:00+00:00">14:44</time>'

    def test_no_moment_is_no_words(self):
        assert rendered("{% moment at %}{% day at %}{% clock at %}", at=None) == ""

    def test_in_the_readers_language(self):
        with translation.override("fr"):
            assert "sept" in moments.short_day(date(2026, 9, 12))
            assert moments.moment_words(SATURDAY + timedelta(days=2), LONDON).startswith("lun")


class TestSquares:
    def test_it_is_a_picture_with_a_name_and_no_style(self):
        svg = square_svg("https://desk.example/field/#abc", 'Join "Ferry Square"')
        assert svg.startswith('<svg role="img" aria-label="Join &quot;Ferry Square&quot;"')
        assert "style=" not in svg and 'stroke="currentColor"' in svg

    def test_without_a_name_it_is_decoration(self):
        assert 'aria-hidden="true"' in square_svg("x")


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As you say it.", max_length=5)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Apple"), ("b", "Bread")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sure")


class TestFields:
    def test_label_then_hint_then_error_then_the_field(self):
        page = rendered("{% field form.name %}", form=Sample({"name": "too long"}))
        order = [page.index(part) for part in ("<label", 'class="hint"', 'class="wrong"', "<input")]
        assert order == sorted(order)
        assert 'aria-invalid="true"' in page
        assert 'aria-describedby="id_name_helptext id_name_error"' in page
        assert 'id="id_name_helptext"' in page and 'id="id_name_error"' in page

    def test_the_browser_remembers_nothing(self):
        assert 'autocomplete="off"' in rendered("{% field form.name %}", form=Sample())

    def test_what_was_typed_is_escaped(self):
        page = rendered("{% wrong_list form %}{% field form.name %}", form=Sample({"name": "<b>"}))
        assert "<b>" not in page

    def test_one_of_few_is_a_fieldset_with_real_radios(self):
        page = rendered("{% field form.kind %}", form=Sample())
        assert page.count('type="radio"') == 2 and "<legend" in page

    def test_the_summary_leads_to_each_field_and_takes_the_focus(self):
        page = rendered("{% wrong_list form %}", form=Sample({}))
        assert 'href="#id_name"' in page and 'href="#id_kind"' in page and 'href="#id_sure"' in page
        assert "autofocus" in page and 'role="alert"' in page

    def test_nothing_wrong_is_no_summary(self):
        assert rendered("{% wrong_list form %}", form=Sample({"name": "Ada", "kind": "a", "sure": "on"})).strip() == ""
