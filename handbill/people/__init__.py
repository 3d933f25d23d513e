"""Who was met: a pseudonymous person, and the sealed card. Points at facts, never the other way.

Flows in: contacts with their SEALED. Flows out: people whose cards only the right keys open; erasure.
"""
