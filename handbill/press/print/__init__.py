"""Print: an issue's contents in, PDF pages out; what runs over is told in lines and words.

Texts and pictures go into a folder of their own as JSON and files. The layout reads nothing else: it sees this folder only.
"""

from collections.abc import Callable, Iterable, Iterator

from handbill.press.contents import IssueContents
from handbill.press.print.given import given_for, page_size
from handbill.press.print.imposing import imposed
from handbill.press.print.paper import FitOf, Paper, Printed
from handbill.press.print.setting import Setting
from handbill.press.print.turning import turned

__all__ = ["FitOf", "Paper", "Printed", "fit_of", "front_picture", "page_pictures", "print_batches", "print_issue"]


def print_issue(contents: IssueContents, paper: Paper, square: str | None = None, code: str | None = None) -> Printed:
    """The whole issue. `square` is where the QR code leads, `code` the batch's own; without a code it is the paper's address."""
    return next(print_batches(contents, paper, [(square, code)]))


def print_batches(
    contents: IssueContents,
    paper: Paper,
    squares: Iterable[tuple[str | None, str | None]],
    told: Callable[[int], None] = lambda done: None,
) -> Iterator[Printed]:
    """One PDF for each square and code. Texts are measured once; `told` hears how many are made."""
    contents, fits = turned(contents, paper)
    lines, words = sum(fit.lines_over for fit in fits.values()), sum(fit.words_over for fit in fits.values())
    with Setting(contents, paper) as setting:
        for done, (square, code) in enumerate(squares, 1):
            pdf = setting.pdf(given_for(contents, paper, square, code))
            if paper.imposed:
                pdf = imposed(pdf, contents, paper, code)
            told(done)
            yield Printed(pdf, paper.sheets * 2 if paper.imposed else paper.pages, lines, words)


def front_picture(contents: IssueContents, width: int) -> bytes:
    """The first page as a PNG, so many points wide."""
    return page_pictures(contents, Paper(contents.paper, contents.pages), width, only_front=True)[0]


def page_pictures(contents: IssueContents, paper: Paper, width: int, only_front: bool = False) -> list[bytes]:
    """The pages as PNG, each so many points wide: to be looked at."""
    contents, _fits = turned(contents, paper)
    given = given_for(contents, paper, None, None)
    if only_front:
        given["pages"] = given["pages"][:1]
    with Setting(contents, paper) as setting:
        return setting.pictures(given, ppi=width / (page_size(paper.size)[0] / 25.4))


def fit_of(contents: IssueContents, paper: Paper) -> dict[str, FitOf]:
    """By the piece's id, after what can be turned to a later page was turned there."""
    return turned(contents, paper)[1]
