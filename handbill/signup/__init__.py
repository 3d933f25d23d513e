"""A copy that was passed on leads back: the page behind the square, and the group's own sign-up page.

In: a reader with a copy in hand, or with a signed link. Out: the same card, consents and follow-up as from a phone; a
sign-up counted by batch; news confirmed by e-mail; 'what you have on me'.
"""
