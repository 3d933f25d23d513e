"""Groups, members, roles, keys on paper and in sessions, phones.

Flows in: a password, an invitation, a recovery sheet. Flows out: who is there (`request.user`), what she may do, and,
while her session is unlocked, the secret that opens what is sealed to her.
"""
