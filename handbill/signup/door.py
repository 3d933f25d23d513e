"""Where a reader comes in: by the square on a copy, or by the group's own page."""

from dataclasses import dataclass

from django.http import Http404

from handbill.accounts.models import Group
from handbill.copies.codes import tidy
from handbill.copies.models import Batch, Issue
from handbill.press.queries import published_issues
from handbill.press.web.names import issue_name, issue_stems


@dataclass(frozen=True)
class Door:
    """`before` is what stands before every address of the group: nothing where it has the host to itself."""

    group: Group
    batch: Batch | None = None
    before: str = ""

    @property
    def whose(self) -> str:
        """What is counted together when many come at once."""
        return str(self.batch.pk if self.batch else self.group.pk)


def door_of(slug: str, code: str = "") -> Door:
    """Without a group's name in the address the host has to belong to one group. Raises Http404."""
    group = _group(slug)
    batch = Batch.objects.filter(group=group, code=code).first() if code and group else None
    if group is None or (code and batch is None):
        raise Http404
    return Door(group, batch, f"/{group.slug}" if slug else "")


def address_of_an_issue(slug: str, code: str) -> str:
    """Where `/14` leads, which stands on a page before it has batches: the issue on the web, else the group's own page.

    Raises Http404 where no issue has that number.
    """
    door = door_of(slug)
    for stem, make in issue_stems(published_issues(door.group)).items():
        if code and tidy(make.issue.name) == code:
            return f"{door.before}/read/{issue_name(stem)}"
    names = Issue.objects.filter(group=door.group).values_list("name", flat=True)
    if code and any(tidy(name) == code for name in names):
        return f"{door.before}/join/"
    raise Http404


def _group(slug: str) -> Group | None:
    if slug:
        return Group.objects.filter(slug=slug).first()
    alone = list(Group.objects.all()[:2])
    return alone[0] if len(alone) == 1 else None
