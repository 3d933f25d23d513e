"""Everybody who gave a contact hears back: an owner and a due time from the moment the contact arrives.

Flows in: new people. Flows out: attempts and next steps, noted as facts; what is late.
"""
