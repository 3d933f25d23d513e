"""What people write about outings: where and when, who, how many, to what end."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext as _n

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.form_fields import RowChoice
from handbill.plan import local_times
from handbill.plan.models import Outing, Place, Setting
from handbill.plan.visibility import may_plan

MOST_GOALS = 3
DAYS_AHEAD = 2 * 366
DETAIL_FIELDS = ["held_by", "language", "crowd_expected", "people_needed"]
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
GOAL_FIELDS = ["goal_conversations", "goal_asked", "goal_contacts", "goal_copies"]


def number(label: str, most: int, hint: str = "", **more) -> forms.IntegerField:
    """A whole number from 1, written with a number pad, in Latin digits whatever the language."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "size": 7})
    errors = {
        "invalid": gettext_lazy("Write a whole number, in digits."),
        "min_value": gettext_lazy("Write 1 or more, or leave it empty."),
        "max_value": gettext_lazy("Write %(limit_value)s or less."),
    }
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=most,
        required=False,
        widget=widget,
        error_messages=errors,
        **more,
    )


class WhereAndWhen(forms.Form):
    """Place, setting, day, from, to: all that a first outing needs."""

    place = forms.CharField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("Choose one you know, or write a new one."),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write where you are going.")},
    )
    setting = forms.ChoiceField(
        label=gettext_lazy("What kind of place?"), choices=Setting.choices, required=False, widget=forms.RadioSelect
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day like 2026-09-26."),
        },
    )
    start = forms.TimeField(
        label=gettext_lazy("From"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "num"}),
        error_messages={
            "required": gettext_lazy("Say when it starts."),
            "invalid": gettext_lazy("Write the time like 15:00."),
        },
    )
    end = forms.TimeField(
        label=gettext_lazy("To"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "num"}),
        error_messages={
            "required": gettext_lazy("Say when it ends."),
            "invalid": gettext_lazy("Write the time like 17:00."),
        },
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.group = member, member.group
        self.places = list(Place.objects.visible_to(member).in_use())
        if not self.places:
            self.fields["place"].help_text = ""

    def clean(self):
        cleaned = super().clean()
        self._clean_setting(cleaned)
        if all(cleaned.get(name) is not None for name in ("day", "start", "end")):
            self._clean_times(cleaned)
        return cleaned

    def when_and_where(self, by: Member) -> dict:
        """place, setting, starts_at, ends_at for plan_outing and change_outing; names a new place."""
        from handbill.plan.actions import place_named

        setting = self.cleaned_data["setting"]
        place = place_named(self.cleaned_data["place"], setting, group=self.group, by=by)
        times = {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}
        return {"place": place, "setting": setting, **times}

    def _clean_setting(self, cleaned: dict) -> None:
        """A place that is known brings its setting along; a new one needs to be told."""
        if cleaned.get("setting") or not cleaned.get("place") or "setting" in self.errors:
            return
        name = " ".join(cleaned["place"].split()).casefold()
        known = next((place for place in self.places if place.name.casefold() == name), None)
        if known:
            cleaned["setting"] = known.setting
        else:
            self.add_error("setting", _("Say what kind of place it is."))

    def _clean_times(self, cleaned: dict) -> None:
        if not timedelta(days=-3 * DAYS_AHEAD) < cleaned["day"] - now().date() < timedelta(days=DAYS_AHEAD):
            self.add_error("day", _("This day is too far away. Check the year."))
            return
        if cleaned["start"] == cleaned["end"]:
            self.add_error("end", _("It ends when it starts. Write a later time; after midnight is fine."))
            return
        zone = Outing(group=self.group).zone
        try:
            cleaned["starts_at"], cleaned["ends_at"] = local_times.span(
                cleaned["day"], cleaned["start"], cleaned["end"], zone
            )
        except local_times.NoSuchHour as hour:
            sentence = _("The clocks go forward that night and jump over {hour}. Write another time.")
            self.add_error("start" if str(hour) == f"{cleaned['start']:%H:%M}" else "end", sentence.format(hour=hour))


class FirstOuting(WhereAndWhen):
    """The third step of set-up: where and when, and the copies that lie in the cupboard."""

    copies = number(gettext_lazy("Copies you have"), 100_000, gettext_lazy("If you have some."))
    issue = forms.CharField(
        label=gettext_lazy("Of which issue?"),
        help_text=gettext_lazy("Its number or name."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"size": 10}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("copies") and not cleaned.get("issue"):
            self.add_error("issue", _("Say which issue the copies are of."))
        return cleaned


class OutingForm(WhereAndWhen):
    """Everything about an outing that is planned beforehand."""

    held_by = forms.CharField(
        label=gettext_lazy("Who holds the event?"),
        help_text=gettext_lazy("If it is somebody else's."),
        max_length=120,
        required=False,
    )
    language = forms.CharField(
        label=gettext_lazy("Language spoken there"),
        help_text=gettext_lazy("Its code, like ar or pt-BR: phones carry your agreed answers in it. Empty: your own."),
        max_length=35,
        required=False,
        widget=forms.TextInput(attrs={"size": 8, "autocapitalize": "none", "spellcheck": "false"}),
    )
    crowd_expected = number(gettext_lazy("People expected there"), 1_000_000)
    people_needed = number(gettext_lazy("How many of you are needed"), 500)
    lead = RowChoice(
        label=gettext_lazy("Who brings everyone together?"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("Choose somebody of your group.")},
    )
    goal_conversations = number(gettext_lazy("Conversations"), 100_000)
    goal_asked = number(gettext_lazy("Asked for a contact, of 100"), 100)
    goal_contacts = number(gettext_lazy("Contacts"), 100_000)
    goal_copies = number(gettext_lazy("Copies handed out"), 1_000_000)

    def __init__(self, *args, outing: Outing | None = None, **kwargs):
        self.outing = outing
        kwargs["initial"] = {**(initial_of(outing) if outing else {}), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if not self.member.is_organiser:
            del self.fields["lead"]
            return
        members = Member.objects.visible_to(self.member).active().order_by("name")
        self.fields["lead"].queryset = members.filter(pk__in=[m.pk for m in members if may_plan(m)])
        self.initial.setdefault("lead", self.member.pk)

    def clean_language(self) -> str:
        language = self.cleaned_data["language"].strip()
        if language and not LANGUAGE.fullmatch(language):
            raise ValidationError(_("Write the language’s code, like ar or pt-BR, or leave it empty."))
        return language

    def clean(self):
        cleaned = super().clean()
        goals = [name for name in GOAL_FIELDS if cleaned.get(name)]
        if len(goals) > MOST_GOALS:
            sentence = _n(
                "Keep to {n} goal, so that it can be aimed at.",
                "Keep to {n} goals, so that they can be aimed at.",
                MOST_GOALS,
            )
            raise ValidationError(sentence.format(n=MOST_GOALS))
        return cleaned

    def details(self) -> dict:
        """What plan_outing and change_outing take beside place and times."""
        details = {name: self.cleaned_data[name] for name in [*DETAIL_FIELDS, *GOAL_FIELDS]}
        return {**details, "lead": self.cleaned_data["lead"]} if self.cleaned_data.get("lead") else details


def initial_of(outing: Outing) -> dict:
    """The outing as the form shows it."""
    day, start, end = local_times.parts(outing.starts_at, outing.ends_at, outing.zone)
    plain = {name: getattr(outing, name) for name in [*DETAIL_FIELDS, *GOAL_FIELDS, "setting"]}
    return {**plain, "place": outing.place.name, "lead": outing.lead_id, "day": day, "start": start, "end": end}
