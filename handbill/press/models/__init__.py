"""Rows of this room: what was written, what it shows, and what stands on which page of an issue."""

from handbill.press.models.articles import Article, Edit, Status, Words
from handbill.press.models.issues import IssueMake, PrintOrder, RunningPiece, StandingText
from handbill.press.models.pictures import Picture, PictureSize, PictureUse

__all__ = [
    "Article",
    "Edit",
    "IssueMake",
    "Picture",
    "PictureSize",
    "PictureUse",
    "PrintOrder",
    "RunningPiece",
    "StandingText",
    "Status",
    "Words",
]
