"""What addresses are told of: rows as they are saved, in the same transaction, and what the clock and the phones bring."""

from datetime import timedelta

from django.conf import settings
from django.db.models.signals import post_save

from handbill.base import jobs
from handbill.base.clock import now
from handbill.debrief.evidence import evidence_of
from handbill.debrief.phones import is_missing
from handbill.exchange.webhooks.delivering import deliver, forget_old, tell
from handbill.exchange.webhooks.models import Kind, Webhook
from handbill.facts.models import Fact
from handbill.plan.models import Outing
from handbill.press.models import IssueMake
from handbill.signup.models import SignUpPage

STILL_TOLD = timedelta(days=14)  # how long after its end an outing's end and debrief are news


def listen() -> None:
    jobs.work("webhook")(deliver)
    jobs.each_round(look_around)
    post_save.connect(on_outing, Outing, dispatch_uid="webhooks of outings")
    post_save.connect(on_issue, IssueMake, dispatch_uid="webhooks of issues")


def on_outing(instance: Outing, created: bool, raw: bool = False, **_more) -> None:
    """Made, changed, cancelled, taking place after all. The outing of the sign-up page is none."""
    kind = Kind.OUTING_MADE if created else Kind.OUTING_CHANGED
    hooks = [] if raw else Webhook.objects.wanting(kind, instance.group_id)
    if hooks and (outing := _real().filter(pk=instance.pk).first()):
        for hook in hooks:
            tell(hook, kind, f"{kind}:{outing.id}:{outing.version}", said_of(outing))


def on_issue(instance: IssueMake, raw: bool = False, **_more) -> None:
    if raw or not instance.published_at:
        return
    for hook in Webhook.objects.wanting(Kind.ISSUE_OUT, instance.group_id):
        said = {"issue": str(instance.issue_id), "published_at": instance.published_at.isoformat()}
        tell(hook, Kind.ISSUE_OUT, f"{Kind.ISSUE_OUT}:{instance.issue_id}:{said['published_at']}", said)


def look_around() -> None:
    """Each round of jobs. Asking twice, from two processes, tells once."""
    forget_old()
    for hook in Webhook.objects.filter(paused_at=None):
        _ended(hook)
        _finished(hook)
        _synced(hook)


def said_of(outing: Outing) -> dict:
    """Neither the place's name nor who leads: a door may be somebody's, a lead is a person."""
    return {
        "outing": str(outing.id),
        "setting": outing.setting,
        "starts_at": outing.starts_at.isoformat(),
        "ends_at": outing.ends_at.isoformat(),
        "is_cancelled": outing.is_cancelled,
        "version": outing.version,
        "url": settings.ORIGIN.rstrip("/") + outing.get_absolute_url(),
    }


def _ended(hook: Webhook) -> None:
    if Kind.OUTING_ENDED in hook.kinds:
        for outing in _over_since(hook):
            tell(hook, Kind.OUTING_ENDED, f"{Kind.OUTING_ENDED}:{outing.id}", said_of(outing))


def _finished(hook: Webhook) -> None:
    if Kind.DEBRIEF_FINISHED not in hook.kinds:
        return
    told = hook.deliveries.filter(kind=Kind.DEBRIEF_FINISHED).values_list("about", flat=True)
    for outing in _over_since(hook).filter(joinings__isnull=False).distinct():
        about = f"{Kind.DEBRIEF_FINISHED}:{outing.id}"
        if about not in told and not is_missing(evidence_of(outing)):
            tell(hook, Kind.DEBRIEF_FINISHED, about, {**said_of(outing), "facts": _facts_of(outing.id)})


def _over_since(hook: Webhook):
    since = max(hook.made_at, now() - STILL_TOLD)
    return _real().filter(group=hook.group_id, ends_at__gt=since, ends_at__lte=now(), cancelled_at=None)


def _synced(hook: Webhook) -> None:
    """Totals, not differences: a number that came late is in the next one. What is told is told once by its number."""
    wants = {Kind.FACTS_SYNCED, Kind.SIGN_UPS} & set(hook.kinds)
    newest = Fact.objects.filter(group=hook.group_id).order_by("-row").values_list("row", flat=True).first() or 0
    if not wants or newest <= hook.told_row:
        return
    new = Fact.objects.filter(group=hook.group_id, row__gt=hook.told_row, row__lte=newest)
    page = SignUpPage.objects.filter(group=hook.group_id).values_list("outing_id", flat=True).first()
    for outing_id in set(new.order_by().values_list("outing_id", flat=True)):
        if outing_id == page and Kind.SIGN_UPS in wants:
            _tell_count(hook, Kind.SIGN_UPS, {"sign_ups": Fact.objects.filter(outing=page, kind="contact").count()})
        elif outing_id != page and Kind.FACTS_SYNCED in wants:
            _tell_count(hook, Kind.FACTS_SYNCED, {"outing": str(outing_id), "facts": _facts_of(outing_id)})
    Webhook.objects.filter(pk=hook.pk, told_row__lt=newest).update(told_row=newest)


def _tell_count(hook: Webhook, kind: str, said: dict) -> None:
    tell(hook, kind, ":".join([kind, *map(str, said.values())]), said)


def _facts_of(outing_id) -> int:
    return Fact.objects.filter(outing=outing_id).count()


def _real():
    return Outing.objects.exclude(pk__in=SignUpPage.objects.values("outing_id"))
