"""Two cards that are one person, put together field by field; and back again for 30 days.

Flows in: what an organiser chose for each field. Flows out: one person with both histories. The other card is kept back,
sealed and out of every list, until it is destroyed; nothing happens by itself.
"""
