"""A text cut at a word, as the layout counts words: parts of a run between spaces."""

from collections.abc import Iterable


def words_of(blocks: Iterable[dict]) -> int:
    """How many there are."""
    count = 0
    for block in blocks:
        count += sum(_count(run["text"]) for run in block.get("runs", ()))
        count += words_of(block.get("blocks", ()))
        count += sum(words_of(item) for item in block.get("items", ()))
    return count


def cut(blocks: Iterable[dict], most: int) -> tuple[list[dict], list[dict]]:
    """The first so many words and the rest. Only a paragraph is parted; what else holds the cut goes over whole."""
    before: list[dict] = []
    after: list[dict] = []
    for block in blocks:
        words = words_of([block])
        if after or words > most:
            first, rest = _parted(block, most) if not after else (None, block)
            before += [first] if first else []
            after += [rest] if rest else []
            most = 0
        else:
            before.append(block)
            most -= words
    return before, after


def _parted(block: dict, most: int) -> tuple[dict | None, dict | None]:
    if block["kind"] != "paragraph" or most <= 0:
        return None, block
    first, rest = [], []
    for run in block["runs"]:
        words = run["text"].split(" ")
        at = _place(words, most)
        most -= _count(" ".join(words[:at]))
        first += [{**run, "text": " ".join(words[:at])}] if at else []
        rest += [{**run, "text": " ".join(words[at:])}] if at < len(words) else []
    return {**block, "runs": first}, {**block, "runs": rest} if rest else None


def _place(words: list[str], most: int) -> int:
    """After so many words that are none of them empty."""
    at = 0
    while at < len(words) and (most > 0 or not words[at].strip()):
        most -= bool(words[at].strip())
        at += 1
    return at


def _count(text: str) -> int:
    return sum(bool(word.strip()) for word in text.split(" "))
