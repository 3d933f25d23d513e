"""The one mail of this room: whether the paper may come to this address."""

from django.utils import translation
from django.utils.translation import gettext as _

from handbill.mail.models import MailAccount
from handbill.mail.sending import send
from handbill.signup.actions.news import token_for
from handbill.signup.models import NewsAsked


def mail_the_question(
    account: MailAccount, asked: NewsAsked, to: str, language: str, *, before: str, origin: str
) -> None:
    """Sent while the address is in memory; raises Refusal where the mail account does not take it."""
    from handbill.people.links import link_to_self

    group = account.group
    with translation.override(language):
        subject = _("Shall we send you {paper}?").format(paper=group.paper or group.name)
        yes = _("Open this page and say yes, and it comes to this address:")
        no = _("If it was not you, do nothing: without a yes nothing is sent.")
        own = _("What we keep about you, and how to take it back:")
        lines = [
            _("Somebody wrote this address on the sign-up page of {group}.").format(group=group.name),
            "",
            yes,
            f"{origin}{before}/join/news/{token_for(asked)}/",
            "",
            no,
            "",
            own,
            f"{origin}{link_to_self(asked.person)}",
        ]
    send(account, to, subject, "\n".join(lines))
