"""How did it go, and what comes next."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.actions import NextStep
from handbill.followup.models import Step
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


class Outcome(forms.Form):
    outcome = forms.ChoiceField(
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        label=gettext_lazy("How did it go?"),
        error_messages={"required": gettext_lazy("Choose how it went.")},
    )
    step = forms.ChoiceField(choices=STEPS, required=False, label=gettext_lazy("What is next?"))
    day = Day(required=False, label=gettext_lazy("When?"))
    text = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("In your words"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocorrect": "off"}),
    )

    def next_step(self) -> NextStep | None:
        """What was agreed, due at noon of that day (today: in the evening); without a day, any time."""
        chosen, text, day = (self.cleaned_data.get(name) for name in ("step", "text", "day"))
        if not (chosen or text or day):
            return None
        return NextStep(chosen or Step.OTHER, text or "", due_on(day))


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

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = (
            Member.objects.active().visible_to(member).filter(role__in=["organiser", "volunteer"]).order_by("name")
        )
