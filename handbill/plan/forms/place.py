"""What people write about places."""

from django import forms
from django.utils.translation import gettext_lazy

from handbill.plan.models import Setting


class PlaceForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write what the place is called.")},
    )
    setting = forms.ChoiceField(
        label=gettext_lazy("What kind of place?"), choices=Setting.choices, widget=forms.RadioSelect
    )
