"""Where the square of a batch leads."""

from django.conf import settings

from handbill.accounts.models import Group
from handbill.copies.models import Batch


def origin_of(request) -> str:
    """The instance's own address where it has one for everybody, else the one this page was asked at."""
    return settings.ORIGIN.rstrip("/") if settings.IS_HTTPS else f"{request.scheme}://{request.get_host()}"


def address_of(batch: Batch, base: str) -> str:
    """The sign-up page of the batch, under what `base_of` says."""
    return f"{base}/{batch.code}"


def base_of(group: Group, origin: str) -> str:
    """What stands before the code: nothing but the host where one group has it to itself."""
    return origin if Group.objects.count() == 1 else f"{origin}/{group.slug}"
