"""Who is at the desk, and what her session can open."""

import zoneinfo

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from handbill.accounts.keyring import keyring_of
from handbill.accounts.models import Key
from handbill.accounts.second_factor import is_waiting_for_code
from handbill.accounts.sessions import held_secret, lock, note_use
from handbill.keys.errors import CannotOpen

BY_ITSELF = "/field/"  # a phone asks there by itself, with nobody looking: that keeps no session open


class MemberAtTheDesk:
    """Sets `request.keyring` (None when locked), the member's language and the group's clock."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            note_use(request.session, is_used=not request.path.startswith(BY_ITSELF))
        _wait_for_code(request)
        request.keyring = _keyring(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        language = request.user.language or request.user.group.language
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(request.user.group.timezone)):
            request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)


def _wait_for_code(request):
    """Until the second factor is shown the member is nobody anywhere but on the page that asks for it."""
    request.waiting_for_code = None
    if request.user.is_authenticated and is_waiting_for_code(request):
        request.waiting_for_code = request.user if request.user.is_authenticated else None
        request.user = AnonymousUser()


def _keyring(request):
    """The opened keys; a secret that opens nothing any more (a new key was made elsewhere) is dropped."""
    secret = held_secret(request.session) if request.user.is_authenticated else None
    if secret is None:
        return None
    try:
        return keyring_of(request.user, secret)
    except (CannotOpen, Key.DoesNotExist):
        lock(request.session)
        return None
