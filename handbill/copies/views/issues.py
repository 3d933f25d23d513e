"""Where the copies of an issue are; one batch; one holder."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from handbill.accounts.doors import member_only
from handbill.copies import queries
from handbill.copies.flow import flow_of
from handbill.copies.gaps import open_gaps
from handbill.copies.models import ENDS, Batch, Holder, Issue
from handbill.copies.opened import scans_as_shown
from handbill.copies.squares import address_of, base_of, origin_of
from handbill.copies.visibility import may_move_copies
from handbill.copies.words import headline, in_words, missing_words

LINES_SHOWN, ISSUES_ON_A_PAGE = 14, 20


@member_only
@require_safe
def newest(request):
    """The issue printed last; before anything was printed, what this page will be."""
    first = Issue.objects.visible_to(request.user).filter(runs__isnull=False).first()
    if first is None:
        return render(request, "copies/first.html", {"may_move": may_move_copies(request.user)})
    return _issue_page(request, first)


@member_only
@require_safe
def issue(request, issue_id):
    return _issue_page(request, get_object_or_404(Issue.objects.visible_to(request.user), pk=issue_id))


@member_only
@require_safe
def all_issues(request):
    rows = Issue.objects.visible_to(request.user).select_related("publication")
    page = Paginator(rows, ISSUES_ON_A_PAGE).get_page(request.GET.get("page"))
    found = queries.whereabouts_of(list(page))
    context = {"found": found, "page": page, "may_move": may_move_copies(request.user)}
    return render(request, "copies/issues.html", context)


@member_only
@require_safe
def batch(request, batch_id):
    rows = Batch.objects.visible_to(request.user).select_related("run__issue__publication", "group")
    row = get_object_or_404(rows, pk=batch_id)
    context = {
        "batch": row,
        "stacks": [(holder, copies) for holder, one, copies in queries.stock(row.group) if one == row],
        "lines": queries.lines_of(row.group, batch=row),
        "scanned": scans_as_shown(row.group, [row]).get(row.pk),
        "address": address_of(row, base_of(row.group, origin_of(request))),
        "may_move": may_move_copies(request.user),
        "trials": Batch.Trial.choices,
    }
    return render(request, "copies/batch.html", context)


@member_only
@require_safe
def holders(request):
    """Who has what: every stack that is not empty."""
    by_holder: dict = {}
    for holder, batch, copies in queries.stock(request.user.group):
        by_holder.setdefault(holder, []).append((batch, copies))
    rows = [(holder, stacks, sum(copies for _batch, copies in stacks)) for holder, stacks in by_holder.items()]
    return render(request, "copies/holders.html", {"rows": rows, "may_move": may_move_copies(request.user)})


@member_only
@require_safe
def holder(request, holder_id):
    rows = Holder.objects.visible_to(request.user).exclude(kind__in=ENDS).select_related("member", "group")
    row = get_object_or_404(rows, pk=holder_id)
    stacks = queries.held(row)
    context = {
        "holder": row,
        "stacks": stacks,
        "total": sum(copies for _batch, copies in stacks),
        "lines": queries.lines_of(row.group, holder=row),
        "outing": queries.copies_at(row) if row.outing else None,
        "may_move": may_move_copies(request.user),
    }
    return render(request, "copies/holder.html", context)


def _issue_page(request, row: Issue):
    where = queries.whereabouts(row)
    lines = queries.lines_of(row.group, issue=row, most=LINES_SHOWN + 1)
    scans = scans_as_shown(row.group, where.batches)
    base = base_of(request.user.group, origin_of(request))
    gaps = [gap for gap in open_gaps(row.group_id) if gap.batch in where.batches]
    context = {
        "issue": row,
        "where": where,
        "headline": headline(where),
        "flow_words": in_words(where),
        "flow": flow_of(where, is_rtl=get_language_bidi()),
        "gaps": gaps,
        "missing_words": missing_words(where.missing),
        "batches": [(batch, address_of(batch, base), scans.get(batch.pk)) for batch in where.batches],
        "scanned": sum(scans.values()) if len(scans) == len(where.batches) else None,
        "lines": lines[:LINES_SHOWN],
        "more_lines": len(lines) > LINES_SHOWN,
        "may_move": may_move_copies(request.user),
    }
    return render(request, "copies/issue.html", context)
