"""One person; note how it went, take it back, put it off, agree what is next, hand over."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import organiser_only, people_only, safe_next, unlocked
from handbill.facts.models import Fact
from handbill.followup import actions
from handbill.followup.forms import OUTCOMES, NewOwner, NewStep, Outcome, PutOff
from handbill.followup.models import FollowUp
from handbill.followup.person_page import person_page
from handbill.followup.queries import rows_of
from handbill.people.asked import answer
from handbill.people.consents import note_consent
from handbill.people.forms import MoreAgreed, Sorting
from handbill.people.links import link_to_self, revoke_links
from handbill.people.models import Asked, Person
from handbill.people.sorting import sort_person

SAVED = {
    "talked": gettext_lazy("Saved: you talked."),
    "no_answer": gettext_lazy("Saved: no answer. It stays open."),
    "left_message": gettext_lazy("Saved: you left a message. It stays open."),
    "wrong_number": gettext_lazy("Saved: a wrong number. Nothing more is due."),
    "no_contact": gettext_lazy(
        "Saved: no contact wanted. Nobody is asked to ring, write or send them anything any more."
    ),
}


@people_only
@require_GET
def person(request, id):
    """One person: next step first, then what has happened, how to reach them, what they agreed to."""
    return _person(request, get_object_or_404(_people(request), id=id))


def _person(request, person: Person, status: int = 200, **forms):
    page = person_page(person, request.user, request.keyring)
    context = {
        "page": page,
        "owner_form": NewOwner(member=request.user, person=page.person),
        "put_off_form": PutOff(auto_id="put_off_%s"),
        "form": _outcome_form(page.follow_up) if page.follow_up else None,
        "step_form": NewStep(auto_id="step_%s"),
        "agree_form": MoreAgreed(person=person),
        "sorting_form": Sorting(member=request.user, person=person),
        "outcomes": OUTCOMES,
    }
    return render(request, "followup/person.html", {**context, **forms}, status=status)


@people_only
@require_http_methods(["GET", "POST"])
def outcome(request, id):
    """The form comes into the row where a script asks for it; without one, and when refused, it is a page of its own."""
    follow_up = _open_follow_up(request, id)
    form = _outcome_form(follow_up, request.POST or None)
    if request.method == "POST" and form.is_valid():
        fact = actions.note_attempt(
            follow_up,
            form.cleaned_data["outcome"],
            by=request.user,
            next_step=form.next_step(),
            keyring=request.keyring,
        )
        undo = f"undo:/attempts/{fact.id}/withdrawal/"
        messages.success(request, SAVED[form.cleaned_data["outcome"]], extra_tags=undo)
        return HttpResponseRedirect(safe_next(request.POST.get("next", "/")))
    context = {
        "form": form,
        "outcomes": OUTCOMES,
        "follow_up": follow_up,
        "next": safe_next(request.POST.get("next", "/")),
    }
    if request.headers.get("HX-Request") and request.method == "GET":
        return render(request, "followup/_outcome_form.html", {**context, "part": True})
    rows = rows_of(FollowUp.objects.filter(id=follow_up.id), request.user, request.keyring)
    return render(request, "followup/outcome.html", {**context, "row": rows[0]}, status=422 if form.errors else 200)


@people_only
@require_POST
def withdrawal(request, id):
    """Undo, by whoever noted it."""
    attempts = Fact.objects.filter(group=request.user.group_id, kind="attempt").select_related("outing__group")
    fact = get_object_or_404(attempts, id=id, person__in=Person.objects.visible_to(request.user).values("id"))
    actions.take_back_attempt(fact, by=request.user)
    messages.success(request, _("Taken back. It is open again."))
    return HttpResponseRedirect(safe_next(request.POST.get("next", "/")))


@people_only
@require_POST
def due(request, id):
    """Put off to a day, or to any time."""
    follow_up = _open_follow_up(request, id)
    form = PutOff(request.POST)
    if form.is_valid():
        actions.put_off(follow_up, form.due_at(), by=request.user)
        messages.success(request, _("Put off. It is noted in what has happened."))
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return HttpResponseRedirect(f"/people/{follow_up.person_id}/")


@people_only
@require_POST
def next_step(request, id):
    """Something is due with them again."""
    person = get_object_or_404(_people(request), id=id)
    form = NewStep(request.POST, auto_id="step_%s")
    if not form.is_valid():
        return _person(request, person, 422, step_form=form)
    actions.agree_next_step(person, form.next_step(), by=request.user)
    messages.success(request, _("Agreed. It stands on Today."))
    return HttpResponseRedirect(f"/people/{person.id}/")


@organiser_only
@require_POST
def asked_answer(request, id):
    """What somebody asked for on their own page is done; their words go."""
    row = get_object_or_404(Asked.objects.visible_to(request.user), id=id)
    answer(row, by=request.user)
    messages.success(request, _("Done. What they wrote is gone."))
    return HttpResponseRedirect(f"/people/{row.person_id}/")


@people_only
@require_POST
def own_link(request, id):
    """The link to what the group has on somebody, for the person themselves. By POST: it stands in no history."""
    person = get_object_or_404(Person.objects.visible_to(request.user), id=id)
    link = request.build_absolute_uri(link_to_self(person))
    return render(request, "followup/own_link.html", {"person": person, "link": link})


@people_only
@require_POST
def links_ending(request, id):
    """Whoever has a link to their own page has it no more: it got into other hands."""
    person = get_object_or_404(Person.objects.visible_to(request.user), id=id)
    revoke_links(person, by=request.user)
    messages.success(request, _("Every link they were sent is dead. The next mail to them has a new one."))
    return HttpResponseRedirect(f"/people/{person.id}/")


@people_only
@require_POST
def consents(request, id):
    """They said yes to something more, to whoever presses."""
    person = get_object_or_404(_people(request), id=id)
    form = MoreAgreed(request.POST, person=person)
    if not form.is_valid():
        return _person(request, person, 422, agree_form=form)
    note_consent(person, form.cleaned_data["wording"], by=request.user)
    messages.success(request, _("Saved, with the very words."))
    return HttpResponseRedirect(f"/people/{person.id}/")


@people_only
@require_POST
def sorting(request, id):
    """Tags, stage, languages, who came with them: by whoever sees them."""
    person = get_object_or_404(_people(request), id=id)
    form = Sorting(request.POST, member=request.user, person=person)
    if not form.is_valid():
        return _person(request, person, 422, sorting_form=form)
    sort_person(person, form.chosen(), by=request.user)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(f"/people/{person.id}/")


@people_only
@unlocked
@require_POST
def owner(request, id):
    """Offer them to a member, who accepts or declines; whoever chooses herself has them at once."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("card", "group"), id=id)
    form = NewOwner(request.POST, member=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose somebody who gets back to people. Nothing was changed."))
    elif form.cleaned_data["owner"] == request.user:
        actions.hand_over(person, request.user, by=request.user, keyring=request.keyring)
        messages.success(request, _("You get back to them from now on."))
    else:
        to = form.cleaned_data["owner"]
        offer = actions.offer(person, to, by=request.user, keyring=request.keyring)
        words = _("Offered to {name}. Until that is accepted they stay where they are.").format(name=to.name)
        messages.success(request, words, extra_tags=f"undo:/offers/{offer.id}/withdrawal/")
    return HttpResponseRedirect(f"/people/{person.id}/")


def _people(request):
    people = Person.objects.visible_to(request.user)
    return people.select_related("group", "owner", "met_by", "met_outing__place", "notice").prefetch_related(
        "consents", "tags"
    )


def _open_follow_up(request, id) -> FollowUp:
    rows = FollowUp.objects.visible_to(request.user).select_related("person__met_outing__group", "group", "owner")
    return get_object_or_404(rows, id=id)


def _outcome_form(follow_up: FollowUp, values=None) -> Outcome:
    """Several may stand on one page, so each has ids of its own."""
    return Outcome(values, auto_id=f"o{follow_up.id.hex[-12:]}_%s")
