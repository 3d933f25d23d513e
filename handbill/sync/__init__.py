"""What comes back from the phones: one address, many facts, one receipt for each.

Flows in: batches as phones send them, and rescue files. Flows out: facts in the ledger, people with follow-ups, receipts.
"""
