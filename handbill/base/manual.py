"""A document in Markdown as a page: headings with anchors, tables, pictures, addresses led where the reader stands.

For the product's own documents, which are trusted and have tables; what members write goes through the press's blocks.
Imports no Django: the builder of the documents (docs/build.py) uses it without an instance.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

NO_MARKS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Heading:
    """One heading: 1 to 6, its words, its anchor."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Document:
    """A page: `html` of its body, and where it leads (addresses as they stand in the source)."""

    headings: list[Heading] = field(default_factory=list)
    leads_to: list[str] = field(default_factory=list)
    html: str = ""

    @property
    def title(self) -> str:
        return self.headings[0].text if self.headings else ""

    @property
    def chapters(self) -> list[Heading]:
        """The headings right below the title."""
        return [heading for heading in self.headings if heading.level == 2]


def document(markdown: str, leading: Callable[[str], str] = str) -> Document:
    """The page of `markdown`; `leading(address)` says where an address of the source leads from there."""
    tokens = _parser().parse(markdown)
    headings, leads_to = [], []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            headings.append(_anchored(token, tokens[place + 1], headings))
        for inner in token.children or ():
            name = {"link_open": "href", "image": "src"}.get(inner.type)
            if name:
                leads_to.append(inner.attrs[name])
                inner.attrs[name] = leading(inner.attrs[name])
    return Document(headings, leads_to, _parser().renderer.render(tokens, _parser().options, {}))


def _anchored(token, words, before: list[Heading]) -> Heading:
    """Anchors are made the way code hosts make them, so that one link works in both."""
    text = "".join(inner.content for inner in words.children if inner.type in ("text", "code_inline"))
    slug = NO_MARKS.sub("", text.lower()).replace(" ", "-")
    same = sum(
        heading.anchor == slug or re.fullmatch(rf"{re.escape(slug)}-\d+", heading.anchor) is not None
        for heading in before
    )
    anchor = f"{slug}-{same}" if same else slug
    token.attrs["id"] = anchor
    return Heading(int(token.tag[1]), text, anchor)


@cache
def _parser():
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
