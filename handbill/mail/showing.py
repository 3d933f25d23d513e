"""A mailing as the organiser sees it before anybody gets it: on the page, as the mail itself, as a test in her own box."""

import base64
import hashlib
import re

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import Refusal
from handbill.mail.composing import Composed, composed, greeting_of
from handbill.mail.message import Message
from handbill.mail.models import Kind, Mailing
from handbill.mail.sending import send_now


def preview_text(one: Composed, member: Member) -> str:
    return _filled(one.text, greeting_of(member.name, one.language), _own_address())


def preview_html(one: Composed, member: Member) -> str:
    return _filled(one.html, escape(greeting_of(member.name, one.language)), _own_address())


def preview_policy(html: str) -> str:
    """Nothing but the mail's own style, known by its digest; no script, no form, nothing fetched."""
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; sandbox allow-popups"


def send_test(mailing: Mailing, member: Member) -> int:
    """Every language to her own address; the links lead to the desk. Returns how many. Raises Refusal."""
    if mailing.kind == Kind.TEXTS or not member.email:
        raise Refusal("mail_no_own_address", _("First give your own address, on your page. Nothing was sent."))
    mails = composed(mailing)
    if not mails:
        raise Refusal("mailing_empty", _("It says nothing yet. Write it first; nothing was sent."))
    for one in mails:
        subject = _("Test: {subject}").format(subject=one.subject)
        text, html = preview_text(one, member), preview_html(one, member)
        send_now(mailing.group, Message(member.email, subject, text, html, name=member.name))
    return len(mails)


def _filled(text: str, hello: str, link: str) -> str:
    own = {"hello": hello, "htmlhello": hello, "off": link, "self": link}
    return re.sub("\ue000([a-z]+)\ue001", lambda slot: own[slot[1]], text)


def _own_address() -> str:
    """In a test nobody must be able to stop anybody's mail."""
    return f"{settings.ORIGIN.rstrip('/')}/mailings/"
