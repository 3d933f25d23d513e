"""PDFs: asked for at the desk, made as work done later, kept until they are fetched."""

import io
import zipfile
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base import jobs
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.copies.models import Batch
from handbill.press.contents import IssueContents
from handbill.press.models import IssueMake, PrintOrder
from handbill.press.print import Paper, print_batches, print_issue
from handbill.press.queries import issue_contents
from handbill.press.visibility import may_make_issues

MOST_BATCHES = 100
AT_ONCE = 3  # so many are set while somebody waits; more are work done later
KEPT_FOR = timedelta(days=14)
WAITED_FOR = timedelta(days=1)
WORK = "press_print"


@transaction.atomic
def ask_for_proof(make: IssueMake, *, by: Member, origin: str) -> PrintOrder:
    """The issue once, as it is now, with the sign-up that no batch has behind its square."""
    return _ask(make, PrintOrder.Kind.PROOF, {}, 1, by, origin)


@transaction.atomic
def ask_for_batches(make: IssueMake, codes: list[str], options: dict, *, by: Member, origin: str) -> PrintOrder:
    """The issue once for each batch, with that batch's own square and code."""
    known = Batch.objects.filter(run__issue=make.issue, code__in=codes)
    wanted = sorted(known.values_list("code", flat=True), key=lambda code: (len(code), code))
    if not wanted:
        raise Refusal("no_batch", _("Choose at least one batch. Nothing was made."))
    if len(wanted) > MOST_BATCHES:
        sentence = _("That is more than {most} batches. Nothing was made; choose a part of them.")
        raise Refusal("too_many_batches", sentence.format(most=MOST_BATCHES))
    if not make.is_ready:
        raise Refusal("not_ready", _("Call the issue ready before it goes to the printer. A proof can be made now."))
    return _ask(make, PrintOrder.Kind.BATCHES, {**options, "codes": wanted}, len(wanted), by, origin)


@jobs.work(WORK)
def make_print(order_id: str) -> None:
    """Set the pages, batch by batch, telling how far it is. What was made already is not made again."""
    order = PrintOrder.objects.select_related("issue__make__group", "issue__publication").filter(pk=order_id).first()
    if order is None or order.made_at:
        return
    contents = issue_contents(order.issue.make)
    try:
        content = _proof(order, contents) if order.kind == PrintOrder.Kind.PROOF else _batches(order, contents)
    except Refusal as refusal:
        PrintOrder.objects.filter(pk=order.pk).update(failed=refusal.sentence[:200])
        return
    PrintOrder.objects.filter(pk=order.pk).update(made_at=now(), content=content, done=order.total)


@jobs.each_round
def forget_old_prints() -> None:
    """A PDF can be made again at any time."""
    PrintOrder.objects.filter(asked_at__lt=now() - KEPT_FOR).delete()


@jobs.each_round
def tell_what_comes_no_more() -> None:
    """What was tried and tried again for a day is not waited for."""
    sentence = _("The PDF could not be made within a day. Nothing is lost. Ask for it once more, or for fewer batches.")
    waiting = PrintOrder.objects.filter(made_at=None, failed="", asked_at__lt=now() - WAITED_FOR)
    waiting.update(failed=sentence)


def _ask(make: IssueMake, kind: str, options: dict, total: int, by: Member, origin: str) -> PrintOrder:
    if not may_make_issues(by):
        raise MayNot(_("Issues are printed by organisers and editors."))
    if not make.issue.pieces.exists():
        raise Refusal("nothing_to_print", _("Nothing stands in this issue yet. Put a piece on its first page."))
    order = PrintOrder.objects.create(
        group=make.group,
        issue=make.issue,
        kind=kind,
        options=options,
        origin=origin[:200],
        total=total,
        asked_by=by,
    )
    if total > AT_ONCE:
        jobs.ask(WORK, f"{WORK}:{order.pk}", str(order.pk), group=make.group_id)
    return order


def _proof(order: PrintOrder, contents: IssueContents) -> bytes:
    """With the paper's own address in the place of a batch's."""
    return print_issue(contents, _paper(order, contents), square=order.origin, code="").pdf


def _batches(order: PrintOrder, contents: IssueContents) -> bytes:
    """One PDF for each; several come packed together, as printers take them."""

    def told(done: int) -> None:
        PrintOrder.objects.filter(pk=order.pk).update(done=done)

    codes = order.options["codes"]
    squares = [(f"{order.origin}/{code}", code) for code in codes]
    made = print_batches(contents, _paper(order, contents), squares, told)
    parts = [(code, printed.pdf) for code, printed in zip(codes, made, strict=True)]
    return parts[0][1] if len(parts) == 1 else _packed(parts)


def _paper(order: PrintOrder, contents: IssueContents) -> Paper:
    chosen = order.options
    return Paper(
        size=contents.paper,
        pages=contents.pages,
        bleed=bool(chosen.get("bleed")),
        marks=bool(chosen.get("marks")),
        ink="black" if chosen.get("black") else "spot",
        imposed=bool(chosen.get("imposed")),
    )


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for code, pdf in parts:
            archive.writestr(zipfile.ZipInfo(f"{code}.pdf", (1980, 1, 1, 0, 0, 0)), pdf)
    return buffer.getvalue()
