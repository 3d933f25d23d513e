"""A text in Markdown becomes plain blocks, which print, web and mail draw each in their own way.

A block is a dict that JSON can say: `kind` is paragraph, heading, list, quote, box, pull, picture or rule. Runs of text are
`{"text", "bold", "italic", "link"}`. Markup in the text is text; links lead to http, https and mailto only.
"""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PICTURE = re.compile(r"picture:([0-9a-fA-F-]{36})")
FRAMES = {"box", "pull"}  # ```box and ```pull fence a part of the text
SCHEMES = {"http", "https", "mailto"}
MARKS = (("bold", "strong"), ("italic", "em"))


def blocks_of(markdown: str) -> list[dict]:
    """The text as blocks."""
    return _parsed(markdown, has_frames=True)


def html_of(blocks: list[dict], picture_address=None) -> SafeString:
    """Safe HTML; `picture_address(id)` gives a picture's address, without it pictures are left out."""
    return mark_safe("\n".join(_html(block, picture_address) for block in blocks))  # noqa: S308  every text is escaped


def plain_of(blocks: list[dict]) -> str:
    """As text, for mail: paragraphs with an empty line between, links written out."""
    return "\n\n".join(text for block in blocks if (text := _plain(block)))


def words_in(blocks: list[dict]) -> int:
    """How many words a reader reads."""
    return len(" ".join(_texts(blocks)).split())


def _parsed(markdown: str, *, has_frames: bool) -> list[dict]:
    tokens = _parser(has_frames).parse(markdown.replace("\x00", ""))
    return _blocks(iter(tokens), "")


@cache
def _parser(has_frames: bool):
    """Within a frame there is no other: fences of fences would go down without end."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "maxNesting": 12})
    parser.disable(["html_block", "html_inline", "code", "reference", *([] if has_frames else ["fence"])])
    parser.validateLink = lambda address: bool(PICTURE.fullmatch(address)) or _is_safe(address)
    return parser


def _blocks(tokens: Iterator, end: str) -> list[dict]:
    """Until the token called `end`."""
    blocks: list[dict] = []
    for token in tokens:
        if token.type == end:
            break
        blocks += _block(token, tokens)
    return blocks


def _block(token, tokens: Iterator) -> list[dict]:
    match token.type:
        case "paragraph_open":
            return _paragraph(next(tokens))
        case "heading_open":
            level = min(max(int(token.tag[1]), 2), 4)
            return [{"kind": "heading", "level": level, "runs": _runs(next(tokens).children or [])}]
        case "blockquote_open":
            return [{"kind": "quote", "blocks": _blocks(tokens, "blockquote_close")}]
        case "bullet_list_open" | "ordered_list_open":
            end = token.type.replace("open", "close")
            return [{"kind": "list", "ordered": token.type[0] == "o", "items": _items(tokens, end)}]
        case "hr":
            return [{"kind": "rule"}]
        case "fence" if token.info.strip() in FRAMES:
            return [{"kind": token.info.strip(), "blocks": _parsed(token.content, has_frames=False)}]
        case "fence" | "code_block":
            return [{"kind": "paragraph", "runs": [{"text": token.content.rstrip()}]}]
    return []


def _items(tokens: Iterator, end: str) -> list[list[dict]]:
    items = []
    for token in tokens:
        if token.type == end:
            break
        if token.type == "list_item_open":
            items.append(_blocks(tokens, "list_item_close"))
    return items


def _paragraph(inline) -> list[dict]:
    """Its text; a picture stands between paragraphs, wherever in a line it was named."""
    children, blocks, part = inline.children or [], [], []
    for child in children:
        if child.type != "image":
            part.append(child)
            continue
        blocks += _words(part)
        part = []
        blocks += _picture(child)
    return blocks + _words(part)


def _words(children: list) -> list[dict]:
    runs = _runs(children)
    return [{"kind": "paragraph", "runs": runs}] if any(run["text"].strip() for run in runs) else []


def _picture(token) -> list[dict]:
    """A picture of the group; an address elsewhere shows nothing but its words."""
    named = PICTURE.fullmatch(str(token.attrs.get("src", "")))
    if named:
        return [{"kind": "picture", "picture": named[1].lower(), "alt": token.content}]
    return [{"kind": "paragraph", "runs": [{"text": token.content}]}] if token.content else []


def _runs(children: list) -> list[dict]:
    """Text with what it is set in; neighbours set alike are one."""
    runs: list[dict] = []
    bold = italic = 0
    link = ""
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "link_open":
                link = str(child.attrs.get("href", ""))
            case "link_close":
                link = ""
            case _:
                _append(runs, _text_of(child), bool(bold), bool(italic), link)
    return runs


def _text_of(child) -> str:
    if child.type == "softbreak":
        return " "
    if child.type == "hardbreak":
        return "\n"
    return child.content


def _append(runs: list[dict], text: str, bold: bool, italic: bool, link: str) -> None:
    look = {name: value for name, value in (("bold", bold), ("italic", italic), ("link", link)) if value}
    if runs and {name: value for name, value in runs[-1].items() if name != "text"} == look:
        runs[-1]["text"] += text
    elif text:
        runs.append({"text": text, **look})


def _is_safe(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.casefold() in SCHEMES
    except ValueError:
        return False


def _html(block: dict, address) -> str:
    match block["kind"]:
        case "paragraph":
            return f"<p>{_html_runs(block['runs'])}</p>"
        case "heading":
            return f"<h{block['level']}>{_html_runs(block['runs'])}</h{block['level']}>"
        case "list":
            tag = "ol" if block["ordered"] else "ul"
            items = "".join(f"<li>{html_of(item, address)}</li>" for item in block["items"])
            return f"<{tag}>{items}</{tag}>"
        case "quote":
            return f"<blockquote>{html_of(block['blocks'], address)}</blockquote>"
        case "box" | "pull":
            return f'<aside class="{block["kind"]}">{html_of(block["blocks"], address)}</aside>'
        case "picture":
            source = address(block["picture"]) if address else ""
            return f'<figure><img src="{escape(source)}" alt="{escape(block["alt"])}"></figure>' if source else ""
    return "<hr>"


def _html_runs(runs: list[dict]) -> str:
    return "".join(_html_run(run) for run in runs)


def _html_run(run: dict) -> str:
    text = escape(run["text"]).replace("\n", "<br>")
    for name, tag in MARKS:
        text = f"<{tag}>{text}</{tag}>" if run.get(name) else text
    link = run.get("link")
    return f'<a href="{escape(link)}" rel="noopener noreferrer">{text}</a>' if link and _is_safe(link) else text


def _plain(block: dict) -> str:
    match block["kind"]:
        case "paragraph" | "heading":
            return "".join(_plain_run(run) for run in block["runs"]).strip()
        case "list":
            signs = (f"{number}." if block["ordered"] else "-" for number in range(1, len(block["items"]) + 1))
            lines = (f"{sign} {plain_of(item)}" for sign, item in zip(signs, block["items"], strict=True))
            return "\n".join(lines)
        case "quote" | "box" | "pull":
            return "\n".join(f"> {line}" for line in plain_of(block["blocks"]).split("\n"))
        case "rule":
            return "* * *"
    return ""


def _plain_run(run: dict) -> str:
    link = run.get("link", "").removeprefix("mailto:")
    return f"{run['text']} ({link})" if link and link != run["text"] else run["text"]


def _texts(blocks: list[dict]) -> Iterator[str]:
    for block in blocks:
        yield "".join(run["text"] for run in block.get("runs", ()))
        yield from _texts(block.get("blocks", ()))
        for item in block.get("items", ()):
            yield from _texts(item)
