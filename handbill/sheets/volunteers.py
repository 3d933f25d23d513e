"""The page for volunteers: how the phone works at the stall, with the outing's square, on one sheet of A4.

The same words stand in handbill/desk/guide/volunteers.md; a test holds the two together.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from handbill.base import clock
from handbill.base.typesetting import square, typeset
from handbill.plan.models import Outing
from handbill.sheets.printing import where_words


def volunteers_page(outing: Outing, link: str) -> bytes:
    """One page as PDF, in the group's language; `link` is what the square holds, or empty where there is none to show."""
    with translation.override(outing.group.language):
        title = _("At the stall")
        content = {"head": title, "group": outing.group.name, "where": where_words(outing), "parts": parts()}
        content |= (
            {"square": square(link), "scan": _("Scan this with your phone’s camera: no account, no app store.")}
            if link
            else {}
        )
        return typeset(
            "sheets/volunteers.typ", content, title=title, language=outing.group.language, moment=clock.now()
        )


def parts() -> list[dict]:
    """Four short lists."""
    return [
        {"head": _("Before you leave"), "is_numbered": True, "lines": _before()},
        {"head": _("While you are there"), "is_numbered": False, "lines": _there()},
        {"head": _("Good to know"), "is_numbered": False, "lines": _to_know()},
        {"head": _("At the end"), "is_numbered": True, "lines": _at_the_end()},
    ]


def _before() -> list[str]:
    return [
        _("Scan the square with your phone’s camera, where there is wifi or signal."),
        _("Wait for “Ready to work without signal until tomorrow”."),
        _("Say how many copies you take, and start your shift."),
    ]


def _there() -> list[str]:
    return [
        _("A copy goes: +1 copy. A bundle: +5."),
        _("You talk with somebody: +1 conversation. What opens then is optional."),
        _(
            "Somebody wants to hear from you: take a contact. A name and one way to reach them, and only what they agree to. Say the sentence on the screen out loud."
        ),
        _("Wrong key? Undo."),
        _("No copies left? Go on tapping “Wanted one, none left”: next time there will be more."),
    ]


def _to_know() -> list[str]:
    return [
        _("No signal is normal. Everything is saved on the phone, and sends itself later, once."),
        _("What is sealed nobody can read on this phone, not you and not a thief."),
        _("Phone flat or broken? Use a tally sheet; it counts the same."),
    ]


def _at_the_end() -> list[str]:
    return [
        _("Menu, End my shift. Count what is left in your hand; a difference is normal."),
        _("Keep the app open until it says that all arrived."),
        _("Lost the phone? Tell whoever brings everyone together. It is stopped at the desk with one click."),
    ]
