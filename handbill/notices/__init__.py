"""Notices on a member's own devices, by web push.

In: what is due with her people, what changes at outings she is coming to. Out: a sentence without a name, and Today behind it.
"""
