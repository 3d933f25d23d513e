"""What leaves the house by e-mail.

In: the group's own mail account; what waits for a member. Out: a reminder to her, which names nobody.
"""
