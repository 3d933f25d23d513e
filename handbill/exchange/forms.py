"""What is asked before people go out, and what a file of people is matched to."""

from django import forms
from django.utils.translation import gettext_lazy

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
