"""What does not fit its page goes on where there is room: 'Continued on page 3', and there 'Continued from page 1'."""

from dataclasses import replace

from handbill.press.contents import IssueContents, Piece
from handbill.press.print.cutting import cut, words_of
from handbill.press.print.given import WORDS_ON_A_LINE, given_for
from handbill.press.print.paper import FitOf, Paper
from handbill.press.print.setting import Setting

LEAST = 40  # words worth turning a page for
HERE = 60  # words that stay where the piece begins
KEPT_FREE = 14  # lines for the headline and what the count may miss
ROUNDS = 3


def turned(contents: IssueContents, paper: Paper) -> tuple[IssueContents, dict[str, FitOf]]:
    """The issue as it is set, and how each of its pieces fits."""
    measured = _measured(contents, paper)
    for _round in range(ROUNDS):
        again = _turn_one(contents, paper, measured)
        if again is None:
            break
        contents, measured = again, _measured(again, paper)
    return contents, _fits(contents, paper, measured)


def _turn_one(contents: IssueContents, paper: Paper, measured: dict[tuple[str, int], dict]) -> IssueContents | None:
    """The first piece that runs over and finds a later page with room."""
    for piece in contents.pieces:
        found = measured.get((piece.id, piece.page))
        over = _over(piece, found) if found else 0
        is_beside = len(contents.versions_of(piece)) > 1  # none of those goes on elsewhere
        stays = piece.goes_on_page or is_beside
        if over < LEAST or stays or found["kept"] < HERE:
            continue
        page = _page_with_room(contents, paper, measured, piece, over)
        if page:
            return _with_rest(contents, piece, found["kept"], page)
    return None


def _page_with_room(contents, paper: Paper, measured, piece: Piece, over: int) -> int | None:
    for page in range(piece.page + 1, paper.pages + 1):
        spares = [one["spare"] for (_piece, on), one in measured.items() if on == page]
        needed = over / WORDS_ON_A_LINE + KEPT_FREE
        if spares and min(spares) >= needed:
            return page
    return None


def _with_rest(contents: IssueContents, piece: Piece, kept: int, page: int) -> IssueContents:
    """Words kept back a little: the line that says where it goes on needs room too."""
    first, rest = cut(piece.blocks, max(1, kept - int(4 * WORDS_ON_A_LINE)))
    here = replace(piece, blocks=first, goes_on_page=page)
    there = replace(
        piece,
        page=page,
        order=max((one.order for one in contents.on_page(page)), default=0) + 1,
        is_lead=False,
        deck="",
        byline="",
        dateline="",
        blocks=rest,
        box=[],
        pull_quote="",
        picture=None,
        comes_from_page=piece.page,
    )
    pieces = [here if one is piece else one for one in contents.pieces]
    last = max((n for n, one in enumerate(pieces) if one.page <= page), default=len(pieces) - 1)
    return replace(contents, pieces=(*pieces[: last + 1], there, *pieces[last + 1 :]))


def _measured(contents: IssueContents, paper: Paper) -> dict[tuple[str, int], dict]:
    if not contents.pieces:
        return {}
    with Setting(contents, paper) as setting:
        told = setting.fits(given_for(contents, paper, None, None))
    return {(one["piece"], one["page"]): one for one in told}


def _over(piece: Piece, found: dict) -> int:
    """Words of the piece that its page does not hold."""
    return 0 if found["kept"] is None else words_of(piece.blocks) - found["kept"]


def _fits(contents: IssueContents, paper: Paper, measured: dict[tuple[str, int], dict]) -> dict[str, FitOf]:
    """By piece; of one in two parts, what the second lacks."""
    fits: dict[str, FitOf] = {}
    for piece in contents.pieces:
        found = measured.get((piece.id, piece.page))
        words = _over(piece, found) if found else words_of(piece.blocks)
        lines = max(found["lines"], round(words / WORDS_ON_A_LINE)) if found else round(words / WORDS_ON_A_LINE)
        before = fits.get(piece.id, FitOf())
        if words:
            fits[piece.id] = FitOf(before.lines_over + max(1, lines), before.words_over + words, 0)
        else:
            fits[piece.id] = before if before.lines_over else FitOf(0, 0, found["spare"] if found else 0)
    return fits
