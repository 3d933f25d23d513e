"""One order being sent by this process: turn after turn, one mail in flight, each written down before and after.

A recipient is `sending` before the server hears of the mail and is settled after its answer, in one commit with the next
one. So whatever ends the process leaves at most one recipient of the order of whom nobody knows. That one is never sent
again by the program: an organiser decides (actions.resume), and the second mail would carry the same Message-ID.
"""

import contextlib
import smtplib
import ssl
import time
import uuid
from datetime import timedelta

from django.db import transaction

from handbill.base.clock import now
from handbill.keys.errors import CannotOpen
from handbill.mail import troubles
from handbill.mail.carriers import Carrier, carrier_of
from handbill.mail.choosing import still_agreed
from handbill.mail.connection import Answer, NotHandedOver, NotKnown
from handbill.mail.keeping import LONGEST_SLEEP, Held
from handbill.mail.models import Mailing, Recipient, SealedAddress, State, Step
from handbill.mail.rows import Addressed, Line, Settled, beat, forget_settled, go_on, next_lines
from handbill.mail.sealing import open_line
from handbill.mail.stopping import count_soft, stop_address
from handbill.mail.stretches import may_be_quick, stretch
from handbill.mail.verdicts import MOST_TRIES, Verdict, is_soft, verdict_of, wait_after

AT_ONCE = 50  # then it is asked again who has taken it back, and how many the account still lets through
AT_ONCE_QUICK = 400
BEAT = 5  # seconds
FIRST_WAIT = timedelta(minutes=5)
MOST_REFUSED = 5  # in a row: then it is not about them


class Sender:
    """Holds the line to the server between turns; knows the key of its one order."""

    def __init__(self, held: Held):
        self.held = held
        self._carrier: Carrier | None = None
        self._settled: Settled | None = None
        self._ahead: Addressed | None = None
        self._beaten = 0.0
        self._soft: uuid.UUID | None = None
        self._refused = self._broken = 0

    def turn(self) -> float | None:
        """Send what may be sent now. Seconds until the next turn; None when this process has nothing more to do."""
        mailing = Mailing.objects.select_related("group").get(pk=self.held.mailing)
        if not self._is_mine():
            return self.close()
        if mailing.wait_until and mailing.wait_until > now():
            return LONGEST_SLEEP
        try:
            self._carrier = self._carrier or carrier_of(mailing)
            is_quick = may_be_quick(self._carrier.hourly)
            rows = self._next_rows(mailing, min(AT_ONCE_QUICK if is_quick else AT_ONCE, self._carrier.allowance()))
            if rows is None:
                return self._finish(mailing)
            with stretch(rows) if is_quick and rows else contextlib.nullcontext():
                return self._send(mailing, rows) if rows else LONGEST_SLEEP
        except troubles.Trouble as trouble:
            return self.give_up(trouble.code)

    def give_up(self, code: str) -> None:
        """Pause the order, with what an organiser has to look at."""
        self._write_down(None)
        mine = Mailing.objects.filter(pk=self.held.mailing, holder=self.held.holder, state=State.RUNNING)
        if mine.update(state=State.PAUSED, trouble=code, holder=""):
            SealedAddress.objects.filter(recipient__mailing=self.held.mailing).delete()
        return self.close()

    def _next_rows(self, mailing: Mailing, most: int) -> list[Line] | None:
        """The next recipients with their locked lines; empty: not now; None: nobody is left."""
        found = next_lines(mailing, most, now())
        agreed = still_agreed(mailing, [one.person_id for one in found])
        if gone := [one.id for one in found if one.person_id not in agreed]:
            _leave_out(Recipient.objects.filter(id__in=gone))
        if found:
            return [one for one in found if one.person_id in agreed]
        waiting = Recipient.objects.filter(mailing=mailing, step=Step.PLANNED, address__isnull=False)
        return [] if waiting.exists() else None

    def _send(self, mailing: Mailing, rows: list[Line]) -> float | None:
        try:
            return self._send_each(mailing, rows)
        finally:
            forget_settled(rows)

    def _send_each(self, mailing: Mailing, rows: list[Line]) -> float | None:
        self._carrier.prepare(rows)
        for recipient, following in zip(rows, [*rows[1:], None], strict=True):
            if time.monotonic() - self._beaten > BEAT:
                self._is_mine()
            if not self._is_open(recipient):
                return self._wait(mailing)
            if not self._write_down(recipient.id):
                if self._is_mine():
                    continue  # erased a moment ago
                return self.close()
            verdict = self._hand_over(mailing, recipient, following)
            if verdict == Verdict.PAUSE:
                return self.give_up(troubles.ACCOUNT)
            if verdict == Verdict.WAIT:
                return self._wait(mailing)
        self._write_down(None)
        return 0.0

    def _is_open(self, for_whom: Line) -> bool:
        """Before anybody is tried: a server that is away is nobody's fault on the list."""
        try:
            self._carrier.open(for_whom)
        except smtplib.SMTPAuthenticationError:
            raise troubles.Trouble(troubles.ACCOUNT) from None
        except (OSError, smtplib.SMTPException, ssl.SSLError):
            return False
        return True

    def _hand_over(self, mailing: Mailing, recipient: Line, following: Line | None) -> Verdict:
        """Try one; what came of it is written down with the next one."""
        one = self._opened(recipient)
        if one is None:
            self._settled = Settled(recipient.id, Step.PLANNED, is_its_doing=False)
            raise troubles.Trouble(troubles.LIST)
        self._ahead = self._opened(following) if following else None
        try:
            answer = self._carrier.hand_over(one, self._ahead)
        except NotKnown:
            self._carrier.close()
            self._settled = Settled(recipient.id, Step.UNKNOWN)
            return self._after_a_break()
        except NotHandedOver:
            self._carrier.close()
            self._later(recipient, None)
            return self._after_a_break()
        self._broken = 0
        return self._settle(mailing, recipient, answer)

    def _opened(self, recipient: Line) -> Addressed | None:
        """Once for each: the next one is opened while the last is handed over. None where the key does not fit."""
        if self._ahead and self._ahead.line is recipient:
            return self._ahead
        try:
            return Addressed(recipient, *open_line(self.held.key, recipient.id, recipient.locked))
        except (CannotOpen, ValueError):
            return None

    def _settle(self, mailing: Mailing, recipient: Line, answer: Answer) -> Verdict:
        verdict = verdict_of(answer)
        known = {"code": answer.code, "status": answer.status}
        if verdict == Verdict.SENT:
            self._settled, self._refused = Settled(recipient.id, Step.SENT, **known), 0
            if mailing.waits:
                Mailing.objects.filter(pk=mailing.pk).update(waits=0, trouble="")
                mailing.waits = 0
        elif verdict in (Verdict.STOPPED, Verdict.REFUSED):
            soft = is_soft(answer.status)
            self._settled, self._soft = Settled(recipient.id, Step.REFUSED, was_soft=soft, **known), recipient.person_id
            if verdict == Verdict.STOPPED:
                stop_address(recipient.person_id, answer.status or str(answer.code))
            else:
                self._refused += 1
                return Verdict.PAUSE if self._refused >= MOST_REFUSED else verdict
        elif verdict == Verdict.LATER:
            self._later(recipient, answer)
        else:
            self._settled = Settled(recipient.id, Step.PLANNED, is_its_doing=False, **known)
            has_taken, _closed = self._carrier.taken, self._carrier.close()
            return Verdict.LATER if verdict == Verdict.WAIT and has_taken else verdict  # enough over one line: another
        return verdict

    def _later(self, recipient: Line, answer: Answer | None) -> None:
        tries = recipient.tries + 1
        known = {"code": answer.code, "status": answer.status} if answer else {}
        if tries >= MOST_TRIES:
            self._settled = Settled(recipient.id, Step.REFUSED, was_soft=True, **known)
            self._soft = recipient.person_id
        else:
            later = now() + wait_after(tries) if answer or tries > 2 else None  # a line may break by chance
            self._settled = Settled(recipient.id, Step.PLANNED, not_before=later, **known)

    def _after_a_break(self) -> Verdict:
        """Once the line may break; a second time in a row the server is given a rest."""
        self._broken += 1
        return Verdict.WAIT if self._broken > 1 else Verdict.LATER

    def _wait(self, mailing: Mailing) -> float:
        self._write_down(None)
        waits = mailing.waits + 1
        until = now() + wait_after(waits, FIRST_WAIT)
        Mailing.objects.filter(pk=mailing.pk).update(wait_until=until, waits=waits, trouble=troubles.SERVER)
        self._carrier.close()
        self._broken = 0
        return LONGEST_SLEEP

    def _finish(self, mailing: Mailing) -> None:
        """Nobody waits any more; who is planned without an address has been erased meanwhile."""
        with transaction.atomic():
            _leave_out(Recipient.objects.filter(mailing=mailing, step=Step.PLANNED))
            mine = Mailing.objects.filter(pk=mailing.pk, holder=self.held.holder, state=State.RUNNING)
            mine.update(state=State.DONE, ended_at=now(), holder="", trouble="", wait_until=None)
            SealedAddress.objects.filter(recipient__mailing=mailing).delete()
        return self.close()

    def _write_down(self, next_one: uuid.UUID | None) -> bool:
        """Commit what came of the last one, and that the next one begins. False: the next one must not be sent."""
        settled, self._settled = self._settled, None
        may_go_on = go_on(settled, next_one, self.held.mailing, self.held.holder, now())
        if settled and settled.was_soft:
            count_soft(self._soft, settled.status)
        return may_go_on

    def _is_mine(self) -> bool:
        """And says that it is."""
        self._beaten = time.monotonic()
        return beat(self.held.mailing, self.held.holder, now())

    def close(self) -> None:
        """Hang up; the next turn opens another line."""
        if self._carrier:
            self._carrier.close()


def _leave_out(recipients) -> None:
    SealedAddress.objects.filter(recipient__in=recipients.values("id")).delete()
    recipients.update(step=Step.LEFT_OUT, settled_at=now())
