"""Recording what the printer delivered."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.copies.codes import next_code, tidy
from handbill.copies.models import Batch, Holder, PrintRun, Publication
from handbill.copies.models.print import MOST_IN_A_BATCH, first_cupboard, issue_named, run_of_one
from handbill.copies.visibility import may_move_copies


@transaction.atomic
def add_batch(*, issue: str, copies: int, by: Member, code: str = "") -> Batch:
    """A print run that is one batch of up to 200; without a code it gets the next free one. `record_run` deals out more."""
    _may_record(by)
    _must_be_one_batch(copies)
    issue, taken = _tidy_name(issue), _codes_of(by)
    code = _free(tidy(code), issue, taken) or next_code(issue, taken)
    batch = Batch(group=by.group, issue=issue, code=code, copies=copies)
    batch.run = run_of_one(batch, by)
    batch.save()
    return batch


@transaction.atomic
def record_run(
    *,
    issue: str,
    copies: int,
    by: Member,
    code: str = "",
    publication: str = "",
    kind: str = "paper",
    title: str = "",
    cupboard: str = "",
    batch_size: int = MOST_IN_A_BATCH,
    note: str = "",
) -> PrintRun:
    """A print run, split into batches of up to `batch_size` copies with a code each; `code` is the first one's."""
    _may_record(by)
    issue, taken = _tidy_name(issue), _codes_of(by)
    code = _free(tidy(code), issue, taken)
    row = issue_named(by.group, issue, _publication(publication, kind, by))
    if title and title != row.title:
        row.title = title
        row.save(update_fields=["title"])
    lies_in = _cupboard(cupboard, by)
    run = PrintRun.objects.create(group=by.group, issue=row, copies=copies, cupboard=lies_in, note=note, made_by=by)
    for number, part in enumerate(_parts(copies, batch_size)):
        part_code = code if number == 0 and code else next_code(issue, taken)
        taken.add(part_code)
        Batch.objects.create(group=by.group, run=run, issue=issue, code=part_code, copies=part)
    return run


def _may_record(by: Member) -> None:
    if not may_move_copies(by):
        raise MayNot(_("Batches are added by organisers and volunteers."))


def _must_be_one_batch(copies: int) -> None:
    if copies <= MOST_IN_A_BATCH:
        return
    sentence = ngettext(
        "A batch has up to {most} copy, with a code and a square of its own. Nothing was added; record them as a print run, "
        "and they are dealt into batches.",
        "A batch has up to {most} copies, with a code and a square of its own. Nothing was added; record them as a print run, "
        "and they are dealt into batches.",
        MOST_IN_A_BATCH,
    )
    raise Refusal("batch_too_large", sentence.format(most=MOST_IN_A_BATCH))


def _tidy_name(issue: str) -> str:
    return " ".join(issue.split())


def _codes_of(by: Member) -> set[str]:
    return set(Batch.objects.visible_to(by).values_list("code", flat=True))


def _free(code: str, issue: str, taken: set[str]) -> str:
    if code in taken:
        sentence = _("There is a batch {code} already. Nothing was added; {next} is free.")
        raise Refusal("code_taken", sentence.format(code=code, next=next_code(issue, taken)))
    return code


def _publication(name: str, kind: str, by: Member) -> Publication | None:
    name = _tidy_name(name)
    if not name:
        return None
    known = Publication.objects.filter(group=by.group, name__iexact=name).first()
    return known or Publication.objects.create(group=by.group, name=name, kind=kind)


def _cupboard(name: str, by: Member) -> Holder:
    name = _tidy_name(name)
    if not name:
        return first_cupboard(by.group)
    known = Holder.objects.filter(group=by.group, kind="cupboard", name__iexact=name).first()
    return known or Holder.objects.create(group=by.group, kind="cupboard", name=name)


def _parts(copies: int, size: int) -> list[int]:
    """450 in 200s: 200, 200, 50. Never more than 200, whatever size was asked for."""
    size = min(size, MOST_IN_A_BATCH)
    whole, rest = divmod(copies, size)
    return [size] * whole + ([rest] if rest else [])
