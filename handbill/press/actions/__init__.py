"""Writing to this room."""

from handbill.press.actions.beside import set_apart, set_beside
from handbill.press.actions.issues import (
    begin_issue,
    call_ready,
    change_issue,
    make_lead,
    move_piece,
    place_article,
    publish,
    put_on_page,
    set_running_order,
    take_back,
    take_out,
    write_on,
)
from handbill.press.actions.pictures import bring_picture, describe_picture, keep_picture
from handbill.press.actions.reading import ask_for_reader, back_to_draft, bring_back, note_read, put_away
from handbill.press.actions.standing import write_standing_text
from handbill.press.actions.write import WrittenMeanwhile, draft_article, save_article

__all__ = [
    "WrittenMeanwhile",
    "ask_for_reader",
    "back_to_draft",
    "begin_issue",
    "bring_back",
    "bring_picture",
    "call_ready",
    "change_issue",
    "describe_picture",
    "draft_article",
    "keep_picture",
    "make_lead",
    "move_piece",
    "note_read",
    "place_article",
    "publish",
    "put_away",
    "put_on_page",
    "save_article",
    "set_apart",
    "set_beside",
    "set_running_order",
    "take_back",
    "take_out",
    "write_on",
    "write_standing_text",
]
