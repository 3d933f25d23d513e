"""Reading the audit: by whom, by what, page by page. There is no way to write it but `audit.note`."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy

from handbill.accounts.audit import WORDS
from handbill.accounts.models import AuditEntry, Member
from handbill.base.clock import now

ON_A_PAGE = 50
RECENTLY = timedelta(days=7)
# What other organisers are told about on the members' page: who saw, took, or changed who may see.
TOLD = {
    "call_list",
    "exported",
    "imported",
    "import_undone",
    "cards_opened",
    "card_erased",
    "merged",
    "mail_ordered",
    "invited",
    "let_in_organiser",
    "role_changed",
    "member_ended",
    "new_epoch",
    "new_recovery_sheet",
    "recovery_sheet_used",
    "came_back",
    "second_factor_set",
    "second_factor_ended",
    "passkey_added",
    "passkey_ended",
    "devices_ended",
    "api_token_made",
    "api_token_ended",
}


@dataclass(frozen=True)
class Line:
    """An entry with its words and, where it is about a member, her name."""

    entry: AuditEntry
    words: str
    about: str


class AuditFilters(forms.Form):
    """Sent by GET; what is not among the choices filters nothing."""

    by = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("Everybody"),
        widget=forms.Select(attrs={"autocomplete": "off"}),
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What"), required=False, widget=forms.Select(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        entries = AuditEntry.objects.filter(group=group).order_by()
        done = sorted(set(entries.values_list("what", flat=True).distinct()), key=lambda what: str(words_of(what)))
        self.fields["by"].queryset = Member.objects.filter(group=group).order_by("name")
        self.fields["what"].choices = [("", gettext_lazy("Everything")), *((what, words_of(what)) for what in done)]


def audit_page(group, asked: dict, number) -> tuple[AuditFilters, Page]:
    """The filters as they stand, and one page of lines, newest first."""
    form = AuditFilters(asked, group=group)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    entries = AuditEntry.objects.filter(group=group, **chosen).select_related("by").order_by("-at", "-id")
    page = Paginator(entries, ON_A_PAGE).get_page(number)
    page.object_list = _lines(group, page.object_list)
    return form, page


def told_lately(reader: Member) -> list[tuple[Member, str, int]]:
    """What others did within a week that organisers should hear of: who, in words, how many."""
    since = now() - RECENTLY
    entries = AuditEntry.objects.filter(group=reader.group_id, at__gt=since, what__in=TOLD, by__isnull=False)
    summed: dict[tuple, int] = {}
    for entry in entries.exclude(by=reader).select_related("by"):
        summed[entry.by, entry.what] = summed.get((entry.by, entry.what), 0) + entry.count
    return [(by, str(words_of(what)), count) for (by, what), count in summed.items()]


def part_of_today(page: dict) -> tuple[str, dict] | None:
    """For the other organisers, where they look every day."""
    member = page.get("member")
    told = told_lately(member) if member is not None and member.is_organiser else []
    return ("accounts/_told_today.html", {"told": told}) if told else None


def words_of(what: str):
    return WORDS.get(what, what)


def _lines(group, entries) -> list[Line]:
    """About whom stands there only where it is a member; people have ids, and no name of theirs is ever here."""
    names = {str(id): name for id, name in Member.objects.filter(group=group).values_list("id", "name")}
    return [Line(entry, words_of(entry.what), names.get(entry.about, "")) for entry in entries]
