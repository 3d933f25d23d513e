"""Keys: what is sealed, and who can open it. Plain Python without Django; the only room that touches libsodium.

In flow plain cards and texts (dicts), public keys, passwords and recovery words; out flow sealed bytes, and, for whoever
holds the right secret, the plain dict again. Nothing here reads or writes a file of ours, a database or a log.

    aead      lock(key, message, context) -> bytes              open_locked(key, locked, context) -> bytes
    envelope  seal(plain, label=, id=, readers=) -> Sealed      open_sealed(sealed, label=, id=, key_id=, pair=) -> dict
              check_form(sealed)                                Sealed.from_wire(value), .to_wire(), .wrap_for(key_id)
              wrap_key(data_key, id, reader) -> Wrap            unwrap_key(box, id, pair) -> data key
              rewrap_symmetric(card_key, data_key, id)          open_symmetric(card_key, wrap, id) -> data key
              seal_body(plain, label, id, data_key) -> ct       open_body(ct, label, id, data_key) -> dict
    pairs     new_pair(), pair_of(secret) -> Pair               Reader(key_id, public)
              seal_secret(secret, id, public) -> bytes          open_secret(sealed, id, pair) -> secret
              group_keys(secret) -> GroupKeys(card, index)      next_epoch(old, old_id) -> NextEpoch(pair, carried)
              new_no_contact_key() -> bytes
    passwords wrap_secret(password, secret, cost) -> Wrapped    unwrap_secret(password, wrapped) -> secret
              needs_raise(ladder, cost) -> bool                 check_against_nothing(password, cost)
    strength  weakness(password, about=()) -> code | None       five_words() -> str
    words     to_words(secret) -> list[str]                     from_words(text) -> secret
              recovery_text(secret) -> str                      from_recovery(text) -> secret       key_number(public)
    index     phone_entry(key, e164) -> bytes                   address_entry(key, address) -> bytes
    session   new_token(), row_id(token)                        keep(token, secret) -> bytes   fetch(token, kept) -> secret
    enrolment enrol(secret, pin) -> Enrolment                   open_enrolled(server, phone_share, pin) -> secret

Sizes: every secret, public key and derived key is 32 bytes; ids are `uuid.UUID`, bound in as their 16 bytes. Errors are
in `errors`; they name a field or a number, never a content.
"""
