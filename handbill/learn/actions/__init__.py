"""Writing in this room: gathering questions heard, and answering the group's questions."""

from handbill.learn.actions.answer import agree_to_answer, withdraw_answer, write_answer
from handbill.learn.actions.gather import (
    gather,
    gather_as_new,
    leave_out,
    return_question,
    reword_question,
    take_off_the_list,
    undo_gathering,
)

__all__ = [
    "agree_to_answer",
    "gather",
    "gather_as_new",
    "leave_out",
    "return_question",
    "reword_question",
    "take_off_the_list",
    "undo_gathering",
    "withdraw_answer",
    "write_answer",
]
