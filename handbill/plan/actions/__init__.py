"""Writing in this room: every action is one transaction and says by whom."""

from handbill.plan.actions.bring import book_copies, book_in_all, guess_copies
from handbill.plan.actions.decide import close_decision, decide, drop_decision, reopen_decision
from handbill.plan.actions.outing import cancel_outing, change_outing, plan_outing, plan_the_next, restore_outing
from handbill.plan.actions.place import change_place, end_place, place_named
from handbill.plan.actions.prepare import add_item, remove_item, set_guide, tick_item
from handbill.plan.actions.team import say_coming, take_back_coming

__all__ = [
    "add_item",
    "book_copies",
    "book_in_all",
    "cancel_outing",
    "change_outing",
    "change_place",
    "close_decision",
    "decide",
    "drop_decision",
    "end_place",
    "guess_copies",
    "place_named",
    "plan_outing",
    "plan_the_next",
    "remove_item",
    "reopen_decision",
    "restore_outing",
    "say_coming",
    "set_guide",
    "take_back_coming",
    "tick_item",
]
