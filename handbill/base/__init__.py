"""The ground every room stands on: clock, ids, refusals, rows that refuse to change, the page frame and its parts.

Knows no word of the product: nothing here says outing, copy or person.
"""
