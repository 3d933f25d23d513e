"""Cards that may be the same person. Found by what they share, judged with precision first, never put together by themselves.

A number or an address on two cards is a hint, no more: a household shares both and is two people. So a pair is sure only where
the whole name is the same too; the rest is shown as 'perhaps', and nicknames are left to people.
"""

from handbill.people.duplicates.finding import Pair, look, opened_pairs, pairs_of
from handbill.people.duplicates.index import share_an_entry

__all__ = ["Pair", "look", "opened_pairs", "pairs_of", "share_an_entry"]
