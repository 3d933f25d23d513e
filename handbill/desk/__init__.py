"""The organisers' front page: what is due, late, running out. And the commands that run an instance.

Flows in: everything below. Flows out: a page that says what is next.
"""
