"""Those who want what is not theirs. Each attack is a function that returns what it got, and is run twice on the same world:
as things stand, where it gets nothing, and with the protection taken away, where it gets what it came for.

`test_every_promise.py` holds the list of who is played where.
"""
