"""What people write about print runs and how copies moved."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from handbill.accounts.models import Member
from handbill.base.form_fields import RowChoice
from handbill.copies.actions.print import MOST_IN_A_BATCH
from handbill.copies.codes import LONGEST, is_code, tidy
from handbill.copies.ends import Ends
from handbill.copies.models import Batch, Holder, Publication
from handbill.copies.queries import in_cupboard

MOST_IN_A_RUN = 100_000


def copies_field(label: str, least: int = 1, most: int = MOST_IN_A_RUN, **more) -> forms.IntegerField:
    """A whole number, written with a number pad."""
    errors = {
        "required": gettext_lazy("Write how many copies."),
        "invalid": gettext_lazy("Write a whole number, in digits."),
        "min_value": gettext_lazy("Write %(limit_value)s or more."),
        "max_value": gettext_lazy("Write %(limit_value)s or less."),
    }
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "size": 7})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=widget, error_messages=errors, **more
    )


def note_field(label: str = gettext_lazy("Note"), **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=160, required=False, **more)


class RunForm(forms.Form):
    """A print run: it becomes batches of up to 200 copies with a code each."""

    publication = forms.CharField(
        label=gettext_lazy("Paper or leaflet"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "publications"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("It is a"), choices=Publication.Kind.choices, required=False, widget=forms.RadioSelect
    )
    issue = forms.CharField(
        label=gettext_lazy("Issue"),
        help_text=gettext_lazy("Its number or name, as your group says it."),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 12}),
        error_messages={"required": gettext_lazy("Say which issue was printed.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Main headline"),
        help_text=gettext_lazy("So that everybody knows which one it is. May stay empty."),
        max_length=120,
        required=False,
    )
    copies = copies_field(gettext_lazy("Copies"))
    batch_size = copies_field(
        gettext_lazy("Copies to a batch"),
        25,
        MOST_IN_A_BATCH,
        required=False,
        help_text=gettext_lazy(
            "Each batch has a code and a square of its own, so that you see where passed-on copies came from. Up to 200."
        ),
    )
    code = forms.CharField(
        label=gettext_lazy("First code"),
        help_text=gettext_lazy("Printed beside the square of these copies. Left empty, the next free one is taken."),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"size": 8, "autocapitalize": "characters"}),
    )
    cupboard = forms.CharField(
        label=gettext_lazy("Where they lie now"),
        help_text=gettext_lazy("The name of a cupboard; a new name is a new cupboard."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "cupboards"}),
    )
    note = note_field(help_text=gettext_lazy("For instance who took the delivery. May stay empty."))

    def clean_code(self) -> str:
        code = tidy(self.cleaned_data["code"])
        if code and not is_code(code):
            raise ValidationError(_("A code has letters from A to Z, digits and hyphens only, like 14F."))
        return code

    def run(self) -> dict:
        """What record_run takes."""
        cleaned = {**self.cleaned_data}
        cleaned["batch_size"] = cleaned["batch_size"] or MOST_IN_A_BATCH
        cleaned["kind"] = cleaned["kind"] or Publication.Kind.PAPER
        return cleaned


class OfABatch(forms.Form):
    """Part of a form: which batch."""

    batch = RowChoice(
        label=gettext_lazy("Batch"),
        queryset=Batch.objects.none(),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a batch."),
            "invalid_choice": gettext_lazy("Choose a batch of your group."),
        },
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.visible_to(member)
        self.in_cupboard = in_cupboard(member.group)
        self.fields["batch"].label_from_instance = self._batch_words

    def _batch_words(self, batch: Batch) -> str:
        n = self.in_cupboard.get(batch, 0)
        return ngettext("{code}: {n} in the cupboard", "{code}: {n} in the cupboard", n).format(code=batch.code, n=n)


class MoveForm(OfABatch):
    """So many copies of a batch, from here to there."""

    copies = copies_field(gettext_lazy("Copies"))
    source = forms.ChoiceField(label=pgettext_lazy("whose copies", "From"))
    target = forms.ChoiceField(label=pgettext_lazy("whose copies", "To"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Or a new place where copies lie"),
        help_text=gettext_lazy("A café, a library, a waiting room: wherever people take a copy by themselves."),
        max_length=120,
        required=False,
    )
    note = note_field()
    field_order = ["batch", "copies", "source", "target", "place", "note"]

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, member=member, **kwargs)
        self.ends = Ends(member)
        self.fields["source"].choices = self.ends.sources()
        self.fields["target"].choices = [("", _("Choose")), *self.ends.targets()]

    def clean(self):
        if not self.cleaned_data.get("target") and not self.cleaned_data.get("place") and "target" not in self.errors:
            self.add_error("target", _("Choose where the copies go, or name a new place."))
        return super().clean()


class CountForm(OfABatch):
    """So many are there."""

    holder = RowChoice(
        label=gettext_lazy("Where"),
        queryset=Holder.objects.none(),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Say where you counted."),
            "invalid_choice": gettext_lazy("Choose a place of your group."),
        },
    )
    copies = copies_field(gettext_lazy("Counted"), 0)
    note = note_field()
    field_order = ["holder", "batch", "copies", "note"]

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, member=member, **kwargs)
        self.fields["holder"].queryset = Ends(member).countable()


class GapForm(forms.Form):
    """What became of copies that were not accounted for."""

    how = forms.ChoiceField(
        label=gettext_lazy("What became of them?"),
        choices=[("found", gettext_lazy("Found again")), ("lost", gettext_lazy("Lost"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether they were found or are lost.")},
    )
    copies = copies_field(gettext_lazy("Copies"))
    note = note_field()


class CorrectionForm(forms.Form):
    """Why a line was wrong."""

    note = note_field(gettext_lazy("What was wrong?"))
