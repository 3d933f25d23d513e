"""The password opens the member's secret, slowly, and nothing else tells whether it is right."""

import secrets
import threading
import time

import pytest

from handbill.keys import passwords
from handbill.keys.errors import WrongPassword
from handbill.keys.passwords import (
    Cost,
    Ladder,
    Wrapped,
    check_against_nothing,
    needs_raise,
    unwrap_secret,
    wrap_secret,
)

SECRET = bytes(range(32))
PASSWORD = "ferry timber lantern quilt"
QUICK = Cost(ops=1, mem=8 * 1024)  # for what is not about strength


def test_todays_ladder_is_64_mib_three_passes_one_lane():
    ladder = wrap_secret(PASSWORD, SECRET).ladder
    assert (ladder.mem, ladder.ops, len(ladder.salt)) == (64 * 1024 * 1024, 3, 16)


def test_argon2id_gives_the_known_answer():
    ladder = Ladder(bytes(range(16)), ops=3, mem=64 * 1024 * 1024)
    assert (
        passwords._climb("ferry timber lantern quilt", ladder).hex()
        == "cf3fc23f739f5952739b10fe88bbfc874ff17d74e0a61e74ae71a8d7b0c8b13b"
    )


def test_the_right_password_opens_and_any_other_does_not():
    wrapped = wrap_secret(PASSWORD, SECRET, QUICK)
    assert unwrap_secret(PASSWORD, wrapped) == SECRET
    for wrong in ("", "ferry timber lantern quilts", PASSWORD.upper(), "ferrytimberlanternquilt"):
        with pytest.raises(WrongPassword):
            unwrap_secret(wrong, wrapped)


def test_another_keyboard_and_a_doubled_space_lock_nobody_out():
    wrapped = wrap_secret("caf\u00e9 au lait noir", SECRET, QUICK)
    assert unwrap_secret(" cafe\u0301  au lait\u00a0noir ", wrapped) == SECRET


def test_the_same_password_twice_makes_two_different_wraps():
    one, two = wrap_secret(PASSWORD, SECRET, QUICK), wrap_secret(PASSWORD, SECRET, QUICK)
    assert one.ladder.salt != two.ladder.salt and one.wrap != two.wrap


def test_every_changed_byte_of_wrap_or_salt_is_a_wrong_password():
    wrapped = wrap_secret(PASSWORD, SECRET, QUICK)
    assert len(wrapped.wrap) == 73
    for place in range(len(wrapped.wrap)):
        with pytest.raises(WrongPassword):
            unwrap_secret(PASSWORD, Wrapped(wrapped.ladder, flipped(wrapped.wrap, place)))
    for place in range(16):
        ladder = Ladder(flipped(wrapped.ladder.salt, place), wrapped.ladder.ops, wrapped.ladder.mem)
        with pytest.raises(WrongPassword):
            unwrap_secret(PASSWORD, Wrapped(ladder, wrapped.wrap))


def test_a_weaker_ladder_is_raised_at_the_next_sign_in_and_todays_is_not():
    salt = bytes(16)
    assert needs_raise(Ladder(salt, 2, 64 * 1024 * 1024)) and needs_raise(Ladder(salt, 3, 32 * 1024 * 1024))
    assert not needs_raise(Ladder(salt, 3, 64 * 1024 * 1024)) and not needs_raise(Ladder(salt, 4, 128 * 1024 * 1024))


def test_an_old_ladder_still_opens_after_the_standard_was_raised():
    wrapped = wrap_secret(PASSWORD, SECRET, QUICK)
    assert unwrap_secret(PASSWORD, wrapped) == SECRET and needs_raise(wrapped.ladder, Cost(ops=1, mem=16 * 1024))


@pytest.mark.parametrize(("ops", "mem"), [(3, 8 * 1024**3), (10**6, 8 * 1024)])
def test_a_tampered_ladder_cannot_eat_the_machine(ops, mem):
    start = time.process_time()
    with pytest.raises(WrongPassword):
        unwrap_secret(PASSWORD, Wrapped(Ladder(bytes(16), ops, mem), bytes(73)))
    assert time.process_time() - start < 0.5, "either would be minutes, or all the memory"


def test_a_name_nobody_has_costs_the_same_climb(monkeypatch):
    climbed = []
    monkeypatch.setattr(passwords.argon2id, "kdf", lambda *rest, **more: climbed.append(more) or bytes(32))
    with pytest.raises(WrongPassword):
        check_against_nothing(PASSWORD)
    assert climbed == [{"opslimit": 3, "memlimit": 64 * 1024 * 1024}]


def test_never_more_than_two_climb_at_once(monkeypatch):
    now, most, gate = [0], [0], threading.Lock()

    def slow(*rest, **more):
        with gate:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with gate:
            now[0] -= 1
        return secrets.token_bytes(32)

    monkeypatch.setattr(passwords.argon2id, "kdf", slow)
    threads = [threading.Thread(target=wrap_secret, args=(PASSWORD, SECRET)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 2


def test_a_failed_climb_gives_its_place_back(monkeypatch):
    def broken(*rest, **more):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(passwords.argon2id, "kdf", broken)
        for _ in range(3):
            with pytest.raises(MemoryError):
                wrap_secret(PASSWORD, SECRET, QUICK)
    assert passwords._turnstile.acquire(blocking=False)
    passwords._turnstile.release()


def flipped(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
