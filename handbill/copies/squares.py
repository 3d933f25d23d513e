"""Where the square of a batch leads."""

from django.conf import settings

from handbill.accounts.models import Group
from handbill.copies.models import Batch


def origin_of(request) -> str:
    """The instance's own address where it has one for everybody, else the one this page was asked at."""
    return settings.ORIGIN.rstrip("/") if settings.IS_HTTPS else f"{request.scheme}://{request.get_host()}"


def address_of(batch: Batch, origin: str) -> str:
    """The sign-up page of the batch: the code alone where one group has the host to itself."""
    is_alone = Group.objects.count() == 1
    return f"{origin}/{batch.code}" if is_alone else f"{origin}/{batch.group.slug}/{batch.code}"
