"""How did it go, and what comes next."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from handbill.accounts.models import Member
from handbill.followup.actions import NextStep
from handbill.followup.models import Step

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


class Outcome(forms.Form):
    outcome = forms.ChoiceField(
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        label=gettext_lazy("How did it go?"),
        error_messages={"required": gettext_lazy("Choose how it went.")},
    )
    step = forms.ChoiceField(choices=STEPS, required=False, label=gettext_lazy("What is next?"))
    text = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("In your words"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocorrect": "off"}),
    )
    day = forms.DateField(
        required=False,
        label=gettext_lazy("When"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-09-26.")},
    )

    def next_step(self) -> NextStep | None:
        """What was agreed, due at noon of that day; without a day, any time."""
        chosen, text, day = (self.cleaned_data.get(name) for name in ("step", "text", "day"))
        if not (chosen or text or day) or self.cleaned_data["outcome"] in ("wrong_number", "no_contact"):
            return None
        due_at = timezone.make_aware(datetime.combine(day, AT_NOON)) if day else None
        return NextStep(chosen or Step.OTHER, text or "", due_at)


class NewOwner(forms.Form):
    owner = forms.ModelChoiceField(
        queryset=Member.objects.none(), label=gettext_lazy("Who gets back to them?"), empty_label=None
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = (
            Member.objects.active().visible_to(member).filter(role__in=["organiser", "volunteer"]).order_by("name")
        )
