"""Where copies can come from and go to, as choices of a form."""

from datetime import timedelta

from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.copies.holders import end_of, stack_of
from handbill.copies.models import ENDS, Holder, Stack

Choice = tuple[str, str]
FOUND = "found"
CHOSEN_ENDS = ("hand", "letterbox", "lost")
OUTINGS_OF_LATE = timedelta(days=60)


class Ends:
    """The choices for one member. A value is a holder's id, `member:<id>` for one without a stack yet, or an end's kind."""

    def __init__(self, member: Member):
        self.member = member
        self.group = member.group
        holders = Holder.objects.visible_to(member).exclude(kind__in=ENDS).select_related("member")
        having = Stack.objects.filter(group=member.group_id, copies__gt=0).values_list("holder", flat=True)
        self.having = set(having)
        self.holders = [holder for holder in holders if holder.kind != "outing" or self._still_matters(holder)]

    def sources(self) -> list:
        """Whoever has copies, and where some were found."""
        having = [holder for holder in self.holders if holder.pk in self.having]
        return [*self._grouped(having), (_("Nowhere"), [(FOUND, _("Found: nobody knew of them"))])]

    def targets(self) -> list:
        """Every cupboard, member and place, the outings of late, and the ends of the way."""
        ends = [("hand", _("Handed out")), ("letterbox", _("Through letterboxes")), ("lost", _("Lost"))]
        return [*self._grouped(self.holders, self._without_a_stack()), (_("Gone"), ends)]

    def countable(self):
        """Holders whose copies can be counted."""
        return Holder.objects.filter(pk__in=[holder.pk for holder in self.holders]).select_related("member")

    def read(self, value: str) -> Holder | None:
        """The holder behind a choice; None for what was found."""
        if value == FOUND:
            return None
        if value in CHOSEN_ENDS:
            return end_of(self.group.pk, value)
        if value.startswith("member:"):
            return stack_of(self.group.members.get(pk=value.removeprefix("member:")))
        return next(holder for holder in self.holders if str(holder.pk) == value)

    def _grouped(self, holders: list[Holder], more_members: list[Choice] = ()) -> list:
        names = {
            "cupboard": _("In a cupboard"),
            "member": _("With a member"),
            "outing": _("At an outing"),
            "place": _("Lying at a place"),
        }
        groups = []
        for kind, name in names.items():
            of_kind = [(str(holder.pk), str(holder)) for holder in holders if holder.kind == kind]
            of_kind += list(more_members) if kind == "member" else []
            if of_kind:
                groups.append((name, sorted(of_kind, key=lambda choice: choice[1].casefold())))
        return groups

    def _without_a_stack(self) -> list[Choice]:
        having = {holder.member_id for holder in self.holders if holder.member_id}
        members = Member.objects.visible_to(self.member).active()
        return [(f"member:{member.pk}", member.name) for member in members if member.pk not in having]

    def _still_matters(self, outing: Holder) -> bool:
        """It has copies with it, or was not long ago."""
        since = (now() - OUTINGS_OF_LATE).date()
        return outing.pk in self.having or (outing.on is not None and outing.on >= since)
