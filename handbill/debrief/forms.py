"""What members write in a debrief."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.form_fields import RowChoice
from handbill.debrief.prompts import Prompt

LONGEST = 1000
FARTHEST = timedelta(days=2 * 366)


class RemarkForm(forms.Form):
    """One's own words, under one of the questions."""

    prompt = forms.ChoiceField(choices=Prompt.choices, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("The group sees your name with it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Write what you want to say."),
            "max_length": gettext_lazy("Say it in %(limit_value)d letters or fewer."),
        },
    )


class DecisionForm(forms.Form):
    """What, who, by when."""

    text = forms.CharField(
        label=gettext_lazy("Decide something"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Write what was decided."),
            "max_length": gettext_lazy("Say it in %(limit_value)d letters or fewer."),
        },
    )
    owner = RowChoice(
        label=gettext_lazy("Who"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
        error_messages={"invalid_choice": gettext_lazy("Choose somebody of your group.")},
    )
    due_on = forms.DateField(
        label=pgettext_lazy("a last day", "By"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day like 2026-09-26.")},
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Member.objects.visible_to(member).active().order_by("name")

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and not -timedelta(days=1) <= day - now().date() <= FARTHEST:
            raise ValidationError(_("Choose a day that is still to come, within two years."))
        return day
