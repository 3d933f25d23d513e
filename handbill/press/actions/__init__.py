"""Writing to this room."""

from handbill.press.actions.pictures import bring_picture, describe_picture
from handbill.press.actions.write import draft_article, save_article

__all__ = ["bring_picture", "describe_picture", "draft_article", "save_article"]
