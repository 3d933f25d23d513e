"""Sign-in by unwrapping: the password that opens the member's secret is hers."""

from django.contrib.auth.backends import BaseBackend

from handbill.accounts.models import Member
from handbill.accounts.unlocking import cost, set_password, unwrap_member_secret, wants_raise
from handbill.keys.errors import WrongPassword
from handbill.keys.passwords import check_against_nothing


class UnlockBackend(BaseBackend):
    """`authenticate` leaves the opened secret on the member as `opened_secret`, for the session that begins."""

    def authenticate(self, request, username=None, password=None, **credentials):
        if username is None or password is None:
            return None
        member = Member.objects.active().filter(login=username.strip().casefold()).first()
        try:
            if member is None:
                check_against_nothing(password, cost())
            member.opened_secret = unwrap_member_secret(member, password)
        except WrongPassword:
            return None
        if wants_raise(member):
            set_password(member, password, member.opened_secret)
            member.save(update_fields=["salt", "argon_passes", "argon_kib", "wrapped_secret"])
        return member

    def get_user(self, user_id):
        return Member.objects.active().filter(pk=user_id).select_related("group").first()
