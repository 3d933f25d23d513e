"""Places, outings, who comes, what is brought, the pass that lets phones in.

Flows in: what the last debrief handed down. Flows out: an outing with its lead, its guide, its copies and its square.
"""
