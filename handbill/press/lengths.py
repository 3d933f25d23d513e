"""How long a text may be. What is longer is refused and told; nothing is ever cut off without a word."""

from django.utils.translation import ngettext

from handbill.base.errors import Refusal

MOST_LETTERS = 150_000  # more than sixteen pages hold


def too_many_letters(body: str) -> str:
    """The sentence for a text that is too long; empty for one that is not."""
    over = len(body) - MOST_LETTERS
    if over <= 0:
        return ""
    sentence = ngettext(
        "The text is {over} letter longer than a whole issue holds. Nothing was saved, and it stands here as you wrote it. Make two pieces of it.",
        "The text is {over} letters longer than a whole issue holds. Nothing was saved, and it stands here as you wrote it. Make two pieces of it.",
        over,
    )
    return sentence.format(over=f"{over:,}")


def check_length(body: str) -> None:
    """Raises Refusal for a text that is too long."""
    if sentence := too_many_letters(body):
        raise Refusal("text_too_long", sentence)
