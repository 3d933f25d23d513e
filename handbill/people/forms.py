"""Correcting a card."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Member, Wording
from handbill.people.consents import not_agreed_yet
from handbill.people.correcting import OnTheCard
from handbill.people.models import Person, Stage, Tag
from handbill.people.opening import OpenedCard
from handbill.people.sorting import LONGEST_TAG, MOST_LANGUAGES, Sorted, met_together, tags_of

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
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
        if code and not LANGUAGE.fullmatch(code):
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


class MoreAgreed(forms.Form):
    """What somebody says yes to later: one of the wordings that are asked now. Nothing is chosen beforehand."""

    wording = forms.ModelChoiceField(
        label=_("They said yes to"), queryset=Wording.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wording"].queryset = not_agreed_yet(person)


class NewTag(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_TAG, widget=forms.TextInput(attrs={**SEALED, "dir": "auto"})
    )


class Sorting(forms.Form):
    """Tags, stage, languages, who came with them: in one form on the person's page."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    more_languages = forms.CharField(
        label=_("Other languages"),
        max_length=120,
        required=False,
        help_text=_("As codes: ar, pl."),
        widget=forms.TextInput(attrs={**SEALED, "dir": "ltr"}),
    )
    tags = forms.ModelMultipleChoiceField(
        label=_("Tags"), queryset=Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_tag = _field(_("A new tag"), LONGEST_TAG)
    came_with = forms.ModelMultipleChoiceField(
        label=_("Came with"), queryset=Person.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, member: Member, person: Person, **kwargs):
        super().__init__(*args, **{"initial": _as_sorted(person), **kwargs})
        self.fields["tags"].queryset = tags_of(member.group_id)
        self.fields["came_with"].queryset = met_together(person, member)
        if not member.is_organiser:
            del self.fields["new_tag"]

    def clean_more_languages(self) -> list[str]:
        codes = self.cleaned_data["more_languages"].replace(",", " ").split()
        if not all(LANGUAGE.fullmatch(code) and len(code) <= 35 for code in codes):
            raise forms.ValidationError(_("Write each language as its code, for example es or pt-BR."))
        if len(codes) > MOST_LANGUAGES:
            raise forms.ValidationError(_("Six languages are enough."))
        return codes

    def chosen(self) -> Sorted:
        """What was chosen."""
        cleaned = self.cleaned_data
        return Sorted(
            cleaned["stage"],
            tuple(cleaned["more_languages"]),
            tuple(tag.id for tag in cleaned["tags"]),
            cleaned.get("new_tag", ""),
            tuple(person.id for person in cleaned["came_with"]),
        )


def _as_sorted(person: Person) -> dict:
    return {
        "stage": person.stage,
        "more_languages": ", ".join(person.more_languages),
        "tags": [tag.id for tag in person.tags.all()],
        "came_with": list(person.came_with.exclude(other=None).values_list("other", flat=True)),
    }
