"""POST facts: what phones send."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from handbill.accounts.models import Instance
from handbill.base import clock, wire
from handbill.sync.actions import take_in
from handbill.sync.requests import read_batch


@csrf_exempt  # the token in the header is what counts; a browser sends none by itself
@require_POST
@wire.speaks_json
def facts(request: HttpRequest) -> HttpResponse:
    batch = read_batch(request)
    taken = take_in(batch.entries, joining=batch.joining, waiting=batch.waiting, sent_at=batch.sent_at)
    return wire.answer(
        {
            "receipts": [receipt.as_wire() for receipt in taken.receipts],
            "totals": taken.totals,
            "generation": Instance.objects.values_list("generation", flat=True).first() or "",
            "server_time": clock.now().isoformat(),
        }
    )
