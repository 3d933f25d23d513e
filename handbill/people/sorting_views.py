"""Set-up: the group's tags."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handbill.accounts.doors import organiser_only
from handbill.people.filters import an_id
from handbill.people.forms import NewTag
from handbill.people.models import Tag
from handbill.people.sorting import end_tag, make_tag, tags_of


@organiser_only
@require_http_methods(["GET", "POST"])
def tags(request):
    """How many people have each; make one, end one."""
    if request.POST.get("end"):
        return _end(request)
    form = NewTag(request.POST or None)
    if form.is_valid():
        make_tag(form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The tag is there."))
        return HttpResponseRedirect("/set-up/tags/")
    rows = tags_of(request.user.group_id).annotate(count=Count("tagged"))
    return render(request, "people/tags.html", {"tags": rows, "form": form}, status=422 if form.errors else 200)


def _end(request):
    tag = get_object_or_404(Tag, group=request.user.group_id, id=an_id(request.POST["end"]) or None)
    count = end_tag(tag, by=request.user)
    words = ngettext("The tag is gone, from %(n)s person.", "The tag is gone, from %(n)s people.", count)
    messages.success(request, words % {"n": count})
    return HttpResponseRedirect("/set-up/tags/")
