"""Correcting a card."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from handbill.people.correcting import OnTheCard
from handbill.people.opening import OpenedCard

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
SEALED = {"autocomplete": "off", "autocorrect": "off", "autocapitalize": "off", "spellcheck": "false"}


def _field(label, most: int, widget=forms.TextInput, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, widget=widget(attrs={**SEALED, **more}))


class Correction(forms.Form):
    """The card as it should be. Any script, one field for a name; numbers that no country knows are kept as written."""

    name = _field(_("Name"), 120)
    phone = _field(_("Phone"), 40, inputmode="tel")
    email = _field(_("E-mail"), 254, inputmode="email")
    other = _field(_("Another way to reach them"), 120)
    language = _field(_("Language"), 35, **{"aria-describedby": "language-form"})
    note = _field(_("Note"), 1000, forms.Textarea, rows=4)

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and not ADDRESS.fullmatch(email):
            raise forms.ValidationError(_("That is no e-mail address: it has one @ and no spaces."))
        return email

    def clean_language(self):
        code = self.cleaned_data["language"]
        if code and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code):
            raise forms.ValidationError(_("Write the language as its code, for example es or pt-BR."))
        return code

    def clean(self):
        filled = super().clean()
        if not self.errors and not any(filled.get(name) for name in ("phone", "email", "other")):
            raise forms.ValidationError(_("Nothing is left to reach them by. To forget somebody, erase the card."))
        return filled

    @classmethod
    def of(cls, card: OpenedCard) -> "Correction":
        """The form as the card stands now."""
        return cls(initial={name: getattr(card, name) for name in cls.base_fields})

    def corrected(self) -> OnTheCard:
        """What was written."""
        return OnTheCard(**self.cleaned_data)
