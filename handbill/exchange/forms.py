"""What is asked before people go out, and for a programme's token."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.exchange.api.tokens import SCOPES

FORMS = (
    ("csv", gettext_lazy("Spreadsheet, as text (CSV)")),
    ("xlsx", gettext_lazy("Spreadsheet (XLSX)")),
    ("vcard", gettext_lazy("Address book (vCard 4)")),
)


class PeopleOut(forms.Form):
    """The second confirmation: the password once more."""

    form = forms.ChoiceField(
        label=gettext_lazy("As what"),
        choices=FORMS,
        widget=forms.Select(attrs={"autocomplete": "off", "class": "input"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Your password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
        error_messages={
            "required": gettext_lazy("Type your password: whoever finds this page open must not take the list.")
        },
    )


class NewToken(forms.Form):
    """A token: what for, what it may do, until when; and the password once more."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("So that you know later which programme has it."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input"}),
        error_messages={"required": gettext_lazy("Write which programme the token is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"),
        choices=SCOPES.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing.")},
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("A year at most; then you make a new one."),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off", "class": "input"}),
        error_messages={
            "required": gettext_lazy("Choose the last day."),
            "invalid": gettext_lazy("Write the day like 2026-09-26."),
        },
    )
    password = forms.CharField(
        label=gettext_lazy("Your password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
        error_messages={
            "required": gettext_lazy("Type your password: whoever finds this page open must not make a token.")
        },
    )

    def __init__(self, *args, today: date, **kwargs):
        kwargs["initial"] = {"ends_on": today + timedelta(days=90), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if not self.today <= day <= self.today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return day
