"""What a phone hears about each fact it sent, and why one was refused."""

from typing import NamedTuple

from django.utils.translation import gettext as _

FILED, KNOWN, REFUSED = "filed", "known", "refused"


class Receipt(NamedTuple):
    """One fact's verdict. `id` is None for an entry without a usable one."""

    id: str | None
    verdict: str
    code: str = ""
    sentence: str = ""

    def as_wire(self) -> dict:
        if not self.code:
            return {"id": self.id, "verdict": self.verdict}
        return {"id": self.id, "verdict": self.verdict, "code": self.code, "sentence": self.sentence}


def refused(id: str | None, code: str, sentence: str = "") -> Receipt:
    return Receipt(id, REFUSED, code, sentence or sentence_of(code))


def without_id() -> Receipt:
    sentence = _("The field {field} must be an id: a UUID of version 7 in lower case with hyphens.")
    return Receipt(None, REFUSED, "bad_fact", sentence.format(field="id"))


def sentence_of(code: str) -> str:
    """What happened, what is safe, what to do next. `bad_fact` brings a sentence of its own."""
    if code == "erased":
        return _("This card was erased at the person’s wish. Nothing of it is kept; the phone forgets it too.")
    if code == "id_taken":
        return _(
            "Something else was filed under this id before. That stays as it is; this entry was kept aside for the group to look at."
        )
    if code == "unknown_kind":
        return _(
            "The server does not know this kind of entry. It stays on the phone; an update of the server may take it."
        )
    if code == "unknown_outing":
        return _(
            "The server does not know this outing. The entry stays on the phone; save it to a file and show it to an organiser."
        )
    if code == "outing_not_yours":
        return _(
            "This entry belongs to another outing than the one this phone has joined. It stays on the phone; join that outing to send it."
        )
    if code == "made_in_future":
        return _(
            "This entry says it was made more than a day from now. It stays on the phone; set the phone’s clock and show the entry to an organiser."
        )
    return _(
        "This was sealed to a key that ended too long ago. It stays on the phone, sealed; save it to a file and show it to an organiser."
    )
