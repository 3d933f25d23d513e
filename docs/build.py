"""Writes the documents as a small site: `python3 dev.py docs [FOLDER]` (default: dist/docs). Plain HTML, no script.

Why no site generator. Looked at in autumn 2026: MkDocs 1 has had no release since 2024 and its successor takes none of the
themes; Material for MkDocs is ending; Zensical, which follows it, is young; Sphinx with MyST is well kept, but brings some
twenty packages, a theme to fight and a search in script. What is wanted here is little: the house's own look, anchors,
a table of contents, and a build that stops at a dead link. markdown-it-py is in the lock for articles, and
handbill/base/manual.py makes the product's own help from the same pages. So: these lines, and nothing to keep up with.

Pages are README and its neighbours, docs/ and the guides that the product serves under /help/. A page that is on no shelf
below goes on the last but one, by itself.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from urllib.parse import unquote

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
GUIDES = ROOT / "handbill/desk/guide"
LOOK = ROOT / "handbill/base/static/base"
STYLE_SHEETS = ("reset", "tokens", "elements", "frame", "marks", "manual", "print")
SHELVES = {
    "For groups": ["README.md", "handbill/desk/guide/organisers.md", "handbill/desk/guide/volunteers.md", "GLOSSARY.md"],
    "For whoever runs it": ["docs/operate.md", "SECURITY.md", "docs/export.md", "docs/scale.md", "docs/performance.md"],
    "For developers": ["docs/tour.md", "docs/architecture.md", "CONTRIBUTING.md", "docs/reference.md", "docs/sync.md", "docs/numbers.md"],
    "Decisions": [],
    "What changed": ["CHANGELOG.md"],
}  # fmt: skip
CARRIED = {".png": "pictures", ".py": "examples"}  # what a page leads to that is no page, and the folder where it goes
FOR_THE_REST, FOR_DECISIONS = "For developers", "Decisions"


class DeadLinks(Exception):
    """Some links lead nowhere: `str()` has one a line."""


@dataclass(frozen=True)
class Page:
    """One source and where it goes."""

    source: Path
    shelf: str

    @property
    def address(self) -> str:
        """Below the site's folder, with forward slashes."""
        folders = {HERE: "", GUIDES: "guide/", HERE / "decisions": "decisions/"}
        return f"{folders.get(self.source.parent, '')}{self.source.stem.lower()}.html"

    @cached_property
    def plain(self):
        """As it stands, for its headings and what it names."""
        from handbill.base.manual import document

        return document(self.source.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else ROOT / "dist/docs"
    try:
        pages = build(folder)
    except DeadLinks as dead:
        print(f"Nothing was written. These lead nowhere:\n{dead}", file=sys.stderr)
        return 1
    print(f"{len(pages)} pages, every link followed: {folder / 'index.html'}")
    return 0


def build(folder: Path) -> list[Page]:
    """Write the site into `folder`, whose pages of before are taken away. Raises DeadLinks before anything is written."""
    pages = all_pages()
    if dead := dead_links(pages):
        raise DeadLinks("\n".join(dead))
    for old in folder.rglob("*.html"):
        old.unlink()
    (folder / "decisions").mkdir(parents=True, exist_ok=True)
    (folder / "guide").mkdir(exist_ok=True)
    _lay_out_look(folder)
    for page in pages:
        _write(folder / page.address, _framed(page, pages, _body(page, pages, folder)))
    _write(folder / "index.html", _framed(None, pages, _contents(pages)))
    return pages


def all_pages() -> list[Page]:
    """Shelf by shelf, in the order of reading."""
    named = {ROOT / name for names in SHELVES.values() for name in names}
    rest = [file for file in sorted(HERE.glob("*.md")) if file not in named]
    more = {FOR_THE_REST: rest, FOR_DECISIONS: sorted((HERE / "decisions").glob("*.md"))}
    return [
        Page(file, shelf)
        for shelf, names in SHELVES.items()
        for file in [*(ROOT / name for name in names), *more.get(shelf, [])]
    ]


def dead_links(pages: list[Page], root: Path = ROOT) -> list[str]:
    """Links and pictures of these pages whose file or anchor is not there."""
    known = {page.source: {heading.anchor for heading in page.plain.headings} for page in pages}
    dead = []
    for page in pages:
        for link in page.plain.leads_to:
            file, anchor = _target(page, link)
            if file is None:
                continue
            is_there = not anchor or anchor in known.get(file, ())
            if (
                not (file in known or file == HERE / "decisions" or (file.suffix in CARRIED and file.exists()))
                or not is_there
            ):
                dead.append(f"{page.source.relative_to(root)}: {link}")
    return dead


def _target(page: Page, link: str) -> tuple[Path | None, str]:
    """The file and anchor meant; no file for an address elsewhere."""
    if link.startswith(("https:", "http:", "mailto:")):
        return None, ""
    path, _, anchor = unquote(link).partition("#")
    return Path(os.path.normpath(page.source.parent / path)) if path else page.source, anchor


def _body(page: Page, pages: list[Page], folder: Path) -> str:
    from handbill.base.manual import document

    addresses = {one.source: one.address for one in pages}
    up = "../" * page.address.count("/")

    def leading(link: str) -> str:
        file, anchor = _target(page, link)
        if file is None:
            return link
        if file == HERE / "decisions":
            return f"{up}index.html#decisions"
        if beside := CARRIED.get(file.suffix):
            (folder / beside).mkdir(exist_ok=True)
            shutil.copyfile(file, folder / beside / file.name)
            return f"{up}{beside}/{file.name}"
        return f"{up}{addresses[file]}" + (f"#{anchor}" if anchor else "")

    return document(page.source.read_text(encoding="utf-8"), leading).html


def _framed(page: Page | None, pages: list[Page], body: str) -> str:
    up = "../" * page.address.count("/") if page else ""
    title = escape(page.plain.title) if page else "Contents"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Handbill</title>
<link rel="icon" href="{up}look/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{up}look/css/site.css">
</head>
<body class="desk">
<a class="skip" href="#main">Skip to the page</a>
<header class="mast wrap"><div class="mast-top"><a class="brand" href="{up}index.html">Handbill</a></div><hr class="rule-scotch"></header>
<div class="wrap manual-page">
{_on_this_page(page) if page else ""}
<main id="main" class="manual" tabindex="-1">
{body}
</main>
{_around(page, pages, up) if page else ""}
</div>
</body>
</html>
"""


def _on_this_page(page: Page) -> str:
    if len(page.plain.chapters) < 2:
        return ""
    lines = "".join(f'<li><a href="#{one.anchor}">{escape(one.text)}</a></li>' for one in page.plain.chapters)
    return f'<nav class="manual-chapters" aria-label="On this page"><p class="kicker">On this page</p><ol>{lines}</ol></nav>'


def _around(page: Page, pages: list[Page], up: str) -> str:
    """The page before and the page after, and all of them."""
    place = pages.index(page)
    before, after = pages[place - 1 : place], pages[place + 1 : place + 2]
    links = [f'<a href="{up}{one.address}" rel="prev">Before: {escape(one.plain.title)}</a>' for one in before]
    links.append(f'<a href="{up}index.html">Contents</a>')
    links += [f'<a href="{up}{one.address}" rel="next">Next: {escape(one.plain.title)}</a>' for one in after]
    return f'<nav class="manual-around" aria-label="Other pages">{"".join(links)}</nav>'


def _contents(pages: list[Page]) -> str:
    parts = ["<h1>Contents</h1>"]
    for shelf in SHELVES:
        lines = "".join(_line(page) for page in pages if page.shelf == shelf)
        parts.append(f'<h2 id="{shelf.lower().replace(" ", "-")}">{shelf}</h2>\n<ul>{lines}</ul>')
    return "\n".join(parts)


def _line(page: Page) -> str:
    chapters = ", ".join(escape(one.text) for one in page.plain.chapters)
    said = f'<br><span class="note">{chapters}</span>' if chapters and page.shelf != "What changed" else ""
    return f'<li><a href="{page.address}">{escape(page.plain.title)}</a>{said}</li>'


def _lay_out_look(folder: Path) -> None:
    """Letters and one style sheet, from the product's own."""
    look = folder / "look"
    shutil.copytree(LOOK / "fonts", look / "fonts", dirs_exist_ok=True)
    shutil.copyfile(LOOK / "icon.svg", look / "icon.svg")
    sheets = [(LOOK / f"css/{name}.css").read_text(encoding="utf-8") for name in STYLE_SHEETS]
    _write(look / "css/site.css", "\n".join(sheets))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
