"""The second confirmation: the password once more, before something leaves the house."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from handbill.accounts.tries import check_tries
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base.errors import Refusal
from handbill.keys.errors import WrongPassword


def is_really_her(request: HttpRequest, password: str) -> None:
    """Raises Refusal where it is not her password, or it was tried too often."""
    check_tries(request, request.user.login)
    try:
        unwrap_member_secret(request.user, password)
    except WrongPassword as wrong:
        raise Refusal("wrong_password", _("That is not your password. Nothing was given out."), 422) from wrong
