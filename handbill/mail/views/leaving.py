"""The way out that stands in every mail. No sign-in, no cookie; what programs open by themselves (GET) changes nothing."""

from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handbill.base.limits import address_of, check_rate
from handbill.mail.composing import spoken_in
from handbill.mail.leaving import is_still_agreed, read_way_out, stop_mail
from handbill.people.links import link_to_self


@csrf_exempt  # the link is the proof, and a mail program that presses it (RFC 8058) has no form of ours
@require_http_methods(["GET", "POST"])
def off(request, token: str):
    """POST stops the mails, with one click; GET shows the button."""
    check_rate("ways out", address_of(request))
    found = read_way_out(token)
    if found is None:
        return render(request, "mail/off_unknown.html", status=404)
    person, purpose = found
    if request.method == "POST" and person:
        stop_mail(person, purpose)
    language = spoken_in(person.language or person.group.language) if person else translation.get_language()
    context = {"person": person, "purpose": purpose, "group": person.group if person else None}
    with translation.override(language):
        if person:
            context |= {"is_on": is_still_agreed(person, purpose), "own_page": link_to_self(person)}
        return render(request, "mail/off.html", context)
