"""Those who want what is not theirs. Each attack is a function that returns what it got. It is run as
things stand, where it gets nothing, and, where one protection can be taken away alone, once more on the same world without it.

`test_every_promise.py` holds the list of who is played where.
"""
