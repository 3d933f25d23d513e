"""When somebody is told: people at eight, outings when they change, shifts within the hour; never in quiet hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models.signals import post_save

from handbill.base import jobs
from handbill.base.clock import now
from handbill.notices.models import Device
from handbill.notices.quiet import good_moment
from handbill.notices.sending import send
from handbill.people.quiet_hours import is_quiet
from handbill.plan.models import Outing, Shift

SOON = timedelta(hours=1)


def listen() -> None:
    jobs.work("notice")(send)
    jobs.each_round(look_at_the_clock)
    post_save.connect(on_outing, Outing, dispatch_uid="notices of outings")


def on_outing(instance: Outing, created: bool, raw: bool = False, **_more) -> None:
    """Changed or cancelled, for those who are coming; in the transaction that changes it."""
    if raw or created:
        return
    coming = Shift.objects.filter(outing=instance.pk).values("member")
    devices = list(_awake().filter(member__in=coming, wants_outings=True))
    if devices:
        outing = Outing.objects.get(pk=instance.pk)
        what = "cancelled" if outing.is_cancelled else "changed"
        for device in devices:
            _ask(device, what, f"{outing.id}:{outing.version}", good_moment(now(), _zone(device)))


def look_at_the_clock() -> None:
    for device in _awake():
        there = now().astimezone(_zone(device))
        if is_quiet(there, _zone(device)):
            continue
        if device.wants_people:
            _ask(device, "people", str(there.date()), now())
        if device.wants_shifts:
            _soon(device)


def _soon(device: Device) -> None:
    soon = Outing.objects.filter(
        shifts__member=device.member_id, cancelled_at=None, starts_at__gt=now(), starts_at__lte=now() + SOON
    )
    for outing in soon:
        _ask(device, "soon", f"{outing.id}:{outing.starts_at.timestamp():.0f}", now())


def _ask(device: Device, what: str, about: str, at: datetime) -> None:
    given = f"{device.id} {what} {about}"
    jobs.ask("notice", f"notice:{given}", given, group=device.group_id, run_after=at)


def _awake():
    return Device.objects.filter(member__ended_at=None).select_related("group", "member")


def _zone(device: Device) -> ZoneInfo:
    return ZoneInfo(device.group.timezone)
