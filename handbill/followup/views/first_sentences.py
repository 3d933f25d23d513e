"""The group's first sentences, one for each language."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handbill.accounts.doors import organiser_only
from handbill.base.languages import language_name
from handbill.followup import actions
from handbill.followup.first_sentences import PLACEHOLDERS, default_in
from handbill.followup.forms import NewFirstSentence
from handbill.followup.models import FirstSentence


@organiser_only
@require_http_methods(["GET", "POST"])
def first_sentences(request):
    """What a text or an e-mail begins with, in each language the group has written it in."""
    form = NewFirstSentence(request.POST or None, initial=_initial(request))
    if form.is_valid():
        actions.change_first_sentence(**form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. Messages begin so from now on."))
        return HttpResponseRedirect("/first-sentences/")
    rows = FirstSentence.objects.filter(group=request.user.group_id)
    standing = rows.filter(ended_at=None).select_related("made_by")
    context = {
        "form": form,
        "standing": [(row, language_name(row.language)) for row in standing],
        "before": [
            (row, language_name(row.language)) for row in rows.exclude(ended_at=None).order_by("-ended_at")[:20]
        ],
        "placeholders": [(f"{{{name}}}", words) for name, words in PLACEHOLDERS.items()],
        "default": default_in(request.user.group.language),
    }
    return render(request, "followup/first_sentences.html", context, status=422 if form.errors else 200)


def _initial(request) -> dict:
    """The one to be changed, where one was pressed."""
    language = request.GET.get("language", request.user.group.language)[:35]
    standing = FirstSentence.objects.filter(group=request.user.group_id, language=language, ended_at=None).first()
    return {"language": language, "text": standing.text if standing else default_in(language)}
