"""The sign-up as it was typed, or sealed by the browser: read, checked, and said at the field what is wrong."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handbill.accounts.models import Group
from handbill.facts.kinds import WAYS_TO_A_COPY
from handbill.keys.envelope import Sealed
from handbill.keys.errors import BadForm
from handbill.people.numbers_of_phones import e164
from handbill.signup.offered import BY_PHONE, Offered

PLAIN = ("name", "phone", "email", "other")


class SignUp(forms.Form):
    """`sealed` stands in place of name and ways to reach where the browser sealed them."""

    name = forms.CharField(max_length=120, required=False)
    phone = forms.CharField(max_length=40, required=False)
    email = forms.EmailField(max_length=254, required=False)
    other = forms.CharField(max_length=200, required=False)
    agreed = forms.MultipleChoiceField(required=False)
    way = forms.ChoiceField(choices=[(way, way) for way in WAYS_TO_A_COPY], required=False)
    sealed = forms.CharField(max_length=12_000, required=False, strip=False)
    confirm_to = forms.EmailField(max_length=254, required=False)
    website = forms.CharField(required=False)  # the trap: nobody sees it
    work = forms.CharField(max_length=300, required=False)

    def __init__(self, sent, group: Group, offered: list[Offered]):
        super().__init__(sent)
        self.group, self.offered = group, offered
        self.fields["agreed"].choices = [(one.code, one.label) for one in offered]
        self.fields["email"].error_messages["invalid"] = _("This does not look like an e-mail address.")
        self.fields["agreed"].error_messages["invalid_choice"] = _("Choose among what stands here.")

    @property
    def is_sealed(self) -> bool:
        return bool(self.data.get("sealed"))

    @property
    def agreed_to(self) -> list[Offered]:
        return [one for one in self.offered if one.code in self.cleaned_data["agreed"]]

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and not e164(phone, self.group.country):
            raise ValidationError(_("This is no phone number that anybody could dial."))
        return phone

    def clean_sealed(self):
        text = self.cleaned_data["sealed"]
        if not text:
            return None
        try:
            return Sealed.from_wire(json.loads(text))
        except (ValueError, RecursionError, BadForm):
            raise ValidationError(_("What your browser sealed did not arrive whole. Send it once more.")) from None

    def clean(self):
        said = super().clean()
        if "agreed" in self.errors:
            return said
        if not said["agreed"]:
            self.add_error("agreed", _("Tick at least one, else nobody may write or ring."))
        elif not self.is_sealed:
            self._check_ways(said)
        return said

    def _check_ways(self, said: dict) -> None:
        """One way to reach somebody is enough, and what is ticked needs its own."""
        if any(name in self.errors for name in PLAIN):
            return
        if not any(said[name] for name in ("phone", "email", "other")):
            self.add_error("phone", _("One way to reach you is missing: a number, an address, or another."))
            return
        channels = {one.wording.channel for one in self.agreed_to}
        if channels & set(BY_PHONE) and not said["phone"]:
            self.add_error("phone", _("What you ticked needs a phone number. Write it here, or untick it."))
        if "email" in channels and not said["email"]:
            self.add_error("email", _("What you ticked needs an e-mail address. Write it here, or untick it."))
        if "other" in channels and not said["other"]:
            self.add_error("other", _("What you ticked needs another way. Write it here, or untick it."))
