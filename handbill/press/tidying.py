"""Text as it may stand in print: no control characters, nothing that turns the reading direction of what follows."""

import re

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
LONE = re.compile("[\ud800-\udfff]")


def tidied(text: str) -> str:
    """With plain line ends. Marks that Arabic, Persian or Hebrew need within a line stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return LONE.sub("", UNSEEN.sub("", text))


def on_one_line(text: str) -> str:
    return " ".join(tidied(text).split())
