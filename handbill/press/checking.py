"""Is the issue ready? Each point in a sentence, with the page where it is put right."""

from dataclasses import dataclass

from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.languages import language_name
from handbill.press.fitting import fits_of
from handbill.press.models import IssueMake, Picture, RunningPiece, StandingText
from handbill.press.picture_marks import ids_in


@dataclass(frozen=True)
class Check:
    """One point of the list. What is not needed is said and stops nobody."""

    is_so: bool
    sentence: str
    address: str = ""
    is_needed: bool = True


def checks_of(make: IssueMake) -> list[Check]:
    """In the order in which an issue is made."""
    rows = make.issue.pieces.select_related("article__picture").order_by("page", "-is_lead", "order")
    pieces = list(rows)
    return [
        _lead(pieces),
        *_read(pieces),
        *_described(make, pieces),
        *_fitting(make, pieces),
        _front_picture(pieces),
        *_empty_pages(make, pieces),
        *_standing(make),
    ]


def _lead(pieces: list[RunningPiece]) -> Check:
    if any(piece.is_lead for piece in pieces):
        return Check(True, _("The front page has its lead."))
    return Check(False, _("No piece leads the front page yet."))


def _read(pieces: list[RunningPiece]) -> list[Check]:
    """Each piece was read by somebody else."""
    unread = [piece.article for piece in pieces if not piece.article.is_ready]
    if not unread:
        return [Check(bool(pieces), _("Every piece was read by a second member."))] if pieces else []
    return [Check(False, _unread_sentence(article), article.get_absolute_url()) for article in unread]


def _unread_sentence(article) -> str:
    title = article.title or _("A piece without a headline")
    if article.status == "second":
        return _("“{title}” waits for its second reader.").format(title=title)
    return _("“{title}” is still a draft.").format(title=title)


def _described(make: IssueMake, pieces: list[RunningPiece]) -> list[Check]:
    """Each picture says what it shows."""
    shown = pictures_of(make, pieces)
    silent = [picture for picture in shown if not picture.alt.strip()]
    if silent:
        sentence = _("A picture does not say yet what it shows.")
        return [Check(False, sentence, picture.get_absolute_url()) for picture in silent]
    return [Check(True, _("Every picture says what it shows."))] if shown else []


def pictures_of(make: IssueMake, pieces: list[RunningPiece]) -> list[Picture]:
    """Those on top of pieces and those within their texts."""
    ids = [one for piece in pieces for one in ids_in(piece.article.body)]
    known = Picture.objects.filter(group=make.group_id).in_bulk(ids)
    on_top = {piece.article.picture.pk: piece.article.picture for piece in pieces if piece.article.picture}
    return list((on_top | known).values())


def _fitting(make: IssueMake, pieces: list[RunningPiece]) -> list[Check]:
    """Nothing runs over its room."""
    fits = fits_of(make)
    over = [(piece, fits[piece.article_id]) for piece in pieces if fits.get(piece.article_id, None)]
    over = [(piece, fit) for piece, fit in over if fit.is_over]
    if not over:
        return [Check(True, _("Everything fits its page."))] if pieces else []
    return [
        Check(False, _over_sentence(piece, fit.words_over), piece.article.get_absolute_url()) for piece, fit in over
    ]


def _over_sentence(piece: RunningPiece, words: int) -> str:
    sentence = ngettext(
        "“{title}” has {n} word more than page {page} holds.",
        "“{title}” has {n} words more than page {page} holds.",
        words,
    )
    return sentence.format(title=piece.article.title, n=words, page=piece.page)


def _front_picture(pieces: list[RunningPiece]) -> Check:
    lead = next((piece for piece in pieces if piece.is_lead), None)
    if lead and lead.article.picture:
        return Check(True, _("The front page has its picture."), is_needed=False)
    address = reverse_lazy("press_article", args=[lead.article_id]) if lead else ""
    return Check(False, _("The front page has no picture. It can do without."), address, is_needed=False)


def _empty_pages(make: IssueMake, pieces: list[RunningPiece]) -> list[Check]:
    used = {piece.page for piece in pieces}
    empty = [page for page in range(1, make.pages + 1) if page not in used]
    sentence = _("Nothing stands on page {page} but what runs over from before.")
    return [Check(False, sentence.format(page=page), is_needed=False) for page in empty if pieces]


def _standing(make: IssueMake) -> list[Check]:
    """What the group stands for and its imprint, in the issue's languages."""
    rows = StandingText.objects.filter(group=make.group_id).values_list("key", "language")
    known, missing = set(rows), []
    for key in (StandingText.Key.STAND_FOR, StandingText.Key.IMPRINT):
        for language in make.languages or [make.group.language]:
            if (str(key), language) not in known:
                sentence = _("“{text}” is not written in {language} yet.")
                missing.append(sentence.format(text=key.label, language=language_name(language)))
    address = reverse_lazy("press_standing")
    return [Check(False, sentence, address, is_needed=False) for sentence in missing]
