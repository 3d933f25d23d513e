"""What is written about questions: which of the list they are, in the group's words, and what it answers."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.accounts.models import Member
from handbill.base.form_fields import RowChoice
from handbill.facts.models import Question
from handbill.learn.actions.answer import LONGEST
from handbill.learn.hints import seems_personal

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MOST_AT_ONCE = 200
TO_SHORTEN = {
    "required": gettext_lazy("Write the question as you would put it."),
    "max_length": gettext_lazy("Say it in %(limit_value)d letters or fewer; phones show it on one line."),
}


class HeardForm(forms.Form):
    """Which questions heard are meant: the ids of their facts, as the page wrote them."""

    facts = forms.CharField(widget=forms.HiddenInput, error_messages={"required": gettext_lazy("Nothing was chosen.")})

    def clean_facts(self) -> list[uuid.UUID]:
        try:
            ids = [uuid.UUID(text) for text in self.cleaned_data["facts"].split()]
        except ValueError:
            raise ValidationError(_("Something else was sent than this page asks for. Nothing was changed.")) from None
        if len(ids) > MOST_AT_ONCE:
            raise ValidationError(_("That is too many at once. Nothing was changed."))
        return ids


class GatheringForm(HeardForm):
    """They are this question of the list."""

    question = RowChoice(
        label=gettext_lazy("Question on the list"),
        queryset=Question.objects.none(),
        empty_label=gettext_lazy("Choose one"),
        error_messages={
            "required": gettext_lazy("Choose the question they belong to."),
            "invalid_choice": gettext_lazy("Choose a question of your list."),
        },
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = Question.objects.writable_by(member).listed()


class SharedText(forms.Form):
    """Words that become everybody's: looked at twice where they seem to hold a name or a number."""

    text = forms.CharField(
        label=gettext_lazy("In the group’s words"),
        help_text=gettext_lazy("Everybody at a stall reads it. No name, no number."),
        max_length=Question._meta.get_field("text").max_length,
        error_messages=TO_SHORTEN,
    )
    looked = forms.BooleanField(label=gettext_lazy("I have looked: nobody can be told from it."), required=False)

    def clean(self):
        cleaned = super().clean()
        if seems_personal(cleaned.get("text", "")) and not cleaned.get("looked"):
            self.add_error(
                "text", _("This may hold a name, a number or an address. Take it out, or tick that you have looked.")
            )
        return cleaned

    @property
    def must_look(self) -> bool:
        """Whether to offer the tick: only where the words gave a reason."""
        return bool(self.is_bound and seems_personal(self.data.get(self.add_prefix("text"), "")))


class NewQuestionForm(HeardForm, SharedText):
    """A new question on the list, from questions heard."""


class AnswerForm(forms.Form):
    """What the group says to a question, in one language."""

    language = forms.CharField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("A short code: en, es, ar."),
        max_length=35,
        widget=forms.TextInput(attrs={"size": 6}),
        error_messages={"required": gettext_lazy("Write the language’s code.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("What anybody of you can say at a stall. Sealed until a second member agrees."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Write the answer."),
            "max_length": gettext_lazy("Say it in %(limit_value)d letters or fewer."),
        },
    )

    def clean_language(self) -> str:
        language = self.cleaned_data["language"].strip()
        if not LANGUAGE.fullmatch(language):
            raise ValidationError(_("Write the language’s code, like en or pt-BR."))
        return language
