"""What the files of the web edition are called. All lie in one folder, so that every link is a plain name.

index.html                         older issues, the latest first
14.html                            an issue
14-who-fixes-the-lifts-3fa21c.html an article: issue, title, the end of its id
14-front.png                       the front page as a picture
picture-<id>-900.jpeg              a picture in one size
feed.xml  paper.css  ink.css  gothic.woff2
"""

import re

from django.utils.text import slugify

from handbill.press.contents import Piece, Shown, Size
from handbill.press.models import IssueMake

INDEX, FEED, STYLE, INK = "index.html", "feed.xml", "paper.css", "ink.css"
FONTS = {"gothic.woff2": "league-gothic-latin.woff2", "serif.woff2": "source-serif-field.woff2"}
TAIL = 6  # letters of an article's id: a title that is corrected keeps the old address good
LONGEST_SLUG = 60
ARTICLE = re.compile(r"[a-z0-9-]*-([0-9a-f]{6})\.html")
FRONT = re.compile(r"([a-z0-9-]+)-front\.png")
PICTURE = re.compile(r"picture-([0-9a-f-]{36})-([0-9]{1,5})\.(jpeg|png)")


def issue_stems(makes: list[IssueMake]) -> dict[str, IssueMake]:
    """Each issue by what its files begin with; two of one name are told apart by their publication."""
    stems: dict[str, IssueMake] = {}
    for make in makes:
        stem = slugify(make.issue.name) or make.pk.hex[-TAIL:]
        if stem in stems:
            stem = f"{stem}-{slugify(make.issue.publication.name) or make.pk.hex[-TAIL:]}"
        stems.setdefault(stem, make)
    return stems


def issue_name(stem: str) -> str:
    return f"{stem}.html"


def front_name(stem: str) -> str:
    return f"{stem}-front.png"


def article_name(stem: str, piece: Piece) -> str:
    title = slugify(piece.title)[:LONGEST_SLUG].strip("-")
    return "-".join(part for part in (stem, title, tail_of(piece.id)) if part) + ".html"


def tail_of(id: str) -> str:
    return id.replace("-", "")[-TAIL:]


def picture_name(shown: Shown, size: Size) -> str:
    return f"picture-{shown.id}-{size.width}.{size.kind}"
