"""The web edition of one group: every file by its name, made when it is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from django.contrib.staticfiles import finders

from handbill.accounts.models import Group
from handbill.press.contents import IssueContents, Shown
from handbill.press.models import IssueMake
from handbill.press.queries import issue_contents, published_issues
from handbill.press.web import names, pages
from handbill.press.web.front import front_of
from handbill.press.web.ink import ink_css

HTML, CSS, ATOM = "text/html; charset=utf-8", "text/css; charset=utf-8", "application/atom+xml; charset=utf-8"
FONTS = "base/fonts"
STYLE_FILE = "press/web/paper.css"


@dataclass(frozen=True)
class File:
    """One file as it is answered or written."""

    name: str
    kind: str
    content: bytes = field(repr=False)
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Site:
    """`join` is the address of the sign-up, as seen from the site; `home` the site's own whole address, for the feed."""

    group: Group
    join: str
    home: str

    @cached_property
    def issues(self) -> dict[str, IssueMake]:
        """Published ones only, by what their files begin with, the latest first."""
        return names.issue_stems(published_issues(self.group))

    def file(self, name: str) -> File | None:
        """None for what is not there, or not published."""
        if name == names.STYLE or name in names.FONTS:
            return _static(name)
        if name == names.INK:
            return File(name, CSS, ink_css(self.group.ink).encode())
        if not self.issues:
            return None
        if name == names.INDEX:
            return self._html(name, pages.archive(self), self._latest)
        if name == names.FEED:
            return File(name, ATOM, pages.feed(self).encode(), self._latest)
        return self._of_an_issue(name)

    def all_names(self) -> Iterator[str]:
        """Every file there is, for a folder of them."""
        yield from (names.STYLE, *names.FONTS, names.INK)
        if not self.issues:
            return
        yield from (names.INDEX, names.FEED)
        seen: set[str] = set()
        for stem in self.issues:
            contents = self.contents(stem)
            wanted = [names.issue_name(stem), names.front_name(stem)]
            wanted += [names.article_name(stem, piece) for piece in contents.pieces]
            wanted += [names.picture_name(shown, size) for shown, size in _sizes(contents)]
            yield from (name for name in wanted if name not in seen)
            seen.update(wanted)

    def contents(self, stem: str) -> IssueContents:
        return issue_contents(self.issues[stem])

    @property
    def _latest(self) -> datetime:
        return max(make.published_at for make in self.issues.values())

    def _of_an_issue(self, name: str) -> File | None:
        if picture := names.PICTURE.fullmatch(name):
            return self._picture(name, picture[1])
        if front := names.FRONT.fullmatch(name):
            return self._front(name, front[1])
        stem = name.removesuffix(".html")
        if stem in self.issues:
            return self._html(name, pages.issue(self, stem), self.issues[stem].published_at)
        return self._article(name)

    def _article(self, name: str) -> File | None:
        """Found by the end of its id; `name` may have an older title in it."""
        found = names.ARTICLE.fullmatch(name)
        for stem, make in self.issues.items() if found else ():
            if not name.startswith(f"{stem}-"):
                continue
            contents = self.contents(stem)
            piece = next((one for one in contents.pieces if names.tail_of(one.id) == found[1]), None)
            if piece:
                text = pages.article(self, stem, contents, piece)
                return self._html(names.article_name(stem, piece), text, make.published_at)
        return None

    def _picture(self, name: str, id: str) -> File | None:
        """Only what stands in a published issue is shown to everybody."""
        for make in self.issues.values():
            for shown, size in _sizes(issue_contents(make)):
                if shown.id == id and names.picture_name(shown, size) == name:
                    return File(name, f"image/{size.kind}", size.content, make.published_at)
        return None

    def _front(self, name: str, stem: str) -> File | None:
        if stem not in self.issues:
            return None
        return File(name, "image/png", front_of(self.contents(stem)), self.issues[stem].published_at)

    def _html(self, name: str, text: str, changed_at: datetime) -> File:
        return File(name, HTML, text.encode(), changed_at)


def _sizes(contents: IssueContents) -> Iterator[tuple[Shown, object]]:
    for piece in contents.pieces:
        for shown in piece.all_pictures:
            for size in shown.sizes:
                yield shown, size


def _static(name: str) -> File:
    """A font or the style sheet, as they lie in the package."""
    font = names.FONTS.get(name)
    path = Path(finders.find(f"{FONTS}/{font}" if font else STYLE_FILE))
    return File(name, "font/woff2" if font else CSS, path.read_bytes())
