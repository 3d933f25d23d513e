"""Writing to this room."""

from handbill.press.actions.write import draft_article, save_article

__all__ = ["draft_article", "save_article"]
