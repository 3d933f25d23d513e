"""The open API: a table of operations, from which requests are checked, answers are made and OpenAPI is written.

In flows a token that an organiser made; out flows what holds no person. Cards stay sealed: the server has no key to
them without a member's unlocked session, and a token is no member.
"""
