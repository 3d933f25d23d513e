"""What was agreed to, in words for the person who agreed."""

from django.utils.translation import gettext as _

from handbill.people.consents import Agreed


def purpose_name(purpose: str) -> str:
    names = {"follow_up": _("Get back to me"), "news": _("Send me the paper and news"), "texts": _("Text messages")}
    return names.get(purpose, purpose)


def channel_name(channel: str) -> str:
    names = {
        "phone": _("a call"),
        "text": _("a text message"),
        "signal": _("Signal"),
        "whatsapp": _("WhatsApp"),
        "telegram": _("Telegram"),
        "email": _("e-mail"),
        "post": _("a letter"),
        "other": _("another way"),
    }
    return names.get(channel, channel)


def how_given(agreed: Agreed) -> str:
    names = {
        "said": _("You said so, and a member ticked it."),
        "ticked": _("You ticked it yourself."),
        "sheet": _("You ticked it on a sheet of paper."),
        "sign_up": _("You ticked it on the sign-up page."),
    }
    return names.get(agreed.how, "")
