"""What the browser says of itself, and what she wants to be told."""

import base64
import binascii

from django import forms
from django.utils.translation import gettext_lazy as _

from handbill.base import outgoing
from handbill.keys.push import is_reader

UNREADABLE = _("Your browser’s answer could not be read. Nothing was switched on; try once more.")


def _box() -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"autocomplete": "off"})


def _hidden() -> forms.HiddenInput:
    return forms.HiddenInput(attrs={"autocomplete": "off"})


class SwitchOn(forms.Form):
    wants_people = forms.BooleanField(
        label=_("People wait to hear from me"), required=False, initial=True, widget=_box()
    )
    wants_outings = forms.BooleanField(
        label=_("An outing I am coming to is changed or cancelled"), required=False, initial=True, widget=_box()
    )
    wants_shifts = forms.BooleanField(
        label=_("An outing I am coming to starts within the hour"), required=False, initial=True, widget=_box()
    )
    endpoint = forms.CharField(max_length=outgoing.LONGEST, required=False, widget=_hidden())
    point = forms.CharField(max_length=100, required=False, widget=_hidden())
    auth = forms.CharField(max_length=40, required=False, widget=_hidden())

    def clean(self):
        said = super().clean()
        try:
            outgoing.destination(said.get("endpoint", ""))
            said["point"], said["auth"] = _read(said.get("point", "")), _read(said.get("auth", ""))
        except (ValueError, binascii.Error):
            raise forms.ValidationError(UNREADABLE) from None
        if not is_reader(said["point"], said["auth"]):
            raise forms.ValidationError(UNREADABLE)
        if not (said["wants_people"] or said["wants_outings"] or said["wants_shifts"]):
            raise forms.ValidationError(_("Tick at least one thing that you want to be told."))
        return said


def _read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode("ascii", "strict") + b"=" * (-len(text) % 4))
