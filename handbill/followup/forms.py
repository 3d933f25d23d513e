"""How did it go, and what comes next."""

import re
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.actions import NextStep
from handbill.followup.first_sentences import PLACEHOLDERS, unknown_placeholders
from handbill.followup.models import Step
from handbill.people.models import Person
from handbill.people.quiet_hours import QUIET_FROM

OUTCOMES = [
    ("talked", gettext_lazy("We talked")),
    ("no_answer", gettext_lazy("No answer")),
    ("left_message", gettext_lazy("Left a message")),
    ("wrong_number", gettext_lazy("Wrong number")),
    ("no_contact", gettext_lazy("Wants no contact")),
]
STEPS = [
    ("", gettext_lazy("Nothing more")),
    (Step.RING_BACK, gettext_lazy("Ring back")),
    (Step.WRITE, gettext_lazy("Write")),
    (Step.INVITE, gettext_lazy("Invite")),
    (Step.SEND, gettext_lazy("Send something")),
    (Step.OTHER, gettext_lazy("Something else")),
]
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
AT_NOON = time(12, 0)
FURTHEST = timedelta(days=2 * 366)


class Day(forms.DateField):
    """A day from today on, at most two years ahead."""

    widget = forms.DateInput(attrs={"type": "date"})
    default_error_messages = {"invalid": gettext_lazy("Write the day as 2026-09-26.")}

    def clean(self, value):
        day = super().clean(value)
        today = timezone.localdate(now())
        if day and day < today:
            raise forms.ValidationError(gettext_lazy("That day is over. Choose today or a later one."))
        if day and day > today + FURTHEST:
            raise forms.ValidationError(gettext_lazy("That is more than two years off. Choose a nearer day."))
        return day


class Agreed(forms.Form):
    """What is next with somebody: kind, day, words."""

    step = forms.ChoiceField(choices=STEPS, required=False, label=gettext_lazy("What is next?"))
    day = Day(required=False, label=gettext_lazy("When?"), help_text=gettext_lazy("Leave it empty for any time."))
    text = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("In your words"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocorrect": "off"}),
    )

    field_order = ["outcome", "step", "day", "text"]

    def next_step(self) -> NextStep | None:
        """What was agreed, due at noon of that day (today: in the evening); without a day, any time."""
        chosen, text, day = (self.cleaned_data.get(name) for name in ("step", "text", "day"))
        if not (chosen or text or day):
            return None
        return NextStep(chosen or Step.OTHER, text or "", due_on(day))


class Outcome(Agreed):
    outcome = forms.ChoiceField(
        choices=OUTCOMES,
        label=gettext_lazy("How did it go?"),
        error_messages={"required": gettext_lazy("Choose how it went.")},
    )


class NewStep(Agreed):
    """Something is due with somebody with whom nothing was: here the kind has to be chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].required = True
        self.fields["step"].choices = STEPS[1:]


class PutOff(forms.Form):
    day = Day(required=False, label=gettext_lazy("Until when?"), help_text=gettext_lazy("Leave it empty for any time."))

    def due_at(self) -> datetime | None:
        return due_on(self.cleaned_data["day"])


def due_on(day: date | None) -> datetime | None:
    """Noon in the group's time zone; today, when noon may be over, the evening before the quiet hours."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, QUIET_FROM if day == timezone.localdate(now()) else AT_NOON))


class NewOwner(forms.Form):
    owner = forms.ModelChoiceField(
        queryset=Member.objects.none(), label=gettext_lazy("Who gets back to them?"), empty_label=None
    )

    def __init__(self, *args, member: Member, person: Person | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        others = who_gets_back(member)
        has_them = person is not None and not person.is_anyones
        self.fields["owner"].queryset = others.exclude(id=person.owner_id) if has_them else others


class HelpersName(forms.Form):
    name = forms.CharField(
        max_length=80,
        required=False,
        label=gettext_lazy("Name"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocorrect": "off"}),
    )


class NewFirstSentence(forms.Form):
    language = forms.CharField(
        max_length=35,
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("As a code: en, ar, pl, cy."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    text = forms.CharField(
        max_length=400,
        required=False,
        label=gettext_lazy("The sentence"),
        help_text=gettext_lazy("Empty, and Handbill’s own sentence holds again."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "dir": "auto"}),
    )

    def clean_language(self) -> str:
        language = self.cleaned_data["language"].strip()
        if not LANGUAGE.fullmatch(language):
            raise forms.ValidationError(gettext_lazy("Write the language as a code, for example pl or en-GB."))
        return language

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        unknown = unknown_placeholders(text)
        if unknown:
            sentence = gettext("{{{name}}} means nothing here. Known are: {known}.")
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise forms.ValidationError(sentence.format(name=unknown[0], known=known))
        return text


def who_gets_back(member: Member):
    """The members of her group who get back to people, by name."""
    return Member.objects.active().visible_to(member).filter(role__in=["organiser", "volunteer"]).order_by("name")
