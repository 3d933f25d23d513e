"""The one mail of this room: whether the paper may come to this address."""

from django.utils import translation
from django.utils.translation import gettext as _

from handbill.mail.message import Message
from handbill.mail.sending import send_now
from handbill.people.links import link_to_self
from handbill.signup.actions.news import token_for
from handbill.signup.models import NewsAsked


def mail_the_question(asked: NewsAsked, to: str, language: str, *, before: str, origin: str) -> None:
    """Sent while the address is in memory; raises Refusal where the mail account does not take it."""
    group = asked.person.group
    with translation.override(language):
        subject = _("Shall we send you {paper}?").format(paper=group.paper or group.name)
        lines = [
            _("Somebody wrote this address on the sign-up page of {group}.").format(group=group.name),
            "",
            _("Open this page and say yes, and the paper comes to this address:"),
            f"{origin}{before}/join/news/{token_for(asked)}/",
            "",
            _("If it was not you, do nothing: without a yes nothing is sent."),
            "",
            _("What we keep about you, and how to take it back:"),
            f"{origin}{link_to_self(asked.person)}",
        ]
    send_now(group, Message(to, subject, "\n".join(lines), headers={"Auto-Submitted": "auto-generated"}))
