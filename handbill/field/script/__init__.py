"""The phone app's modules → one script that does the same with fewer letters. A grammar reads it, nothing is guessed."""

from handbill.field.script.joined import CannotJoin, join_scripts, named_in

__all__ = ["CannotJoin", "join_scripts", "named_in"]
