"""The one symmetric lock of the room."""

import pytest

from handbill.keys.aead import OVERHEAD, lock, new_key, open_locked
from handbill.keys.errors import CannotOpen

# The example of draft-irtf-cfrg-xchacha-03, appendix A.3.1, with our version byte and the nonce in front.
KEY = bytes(range(0x80, 0xA0))
NONCE = bytes(range(0x40, 0x58))
CONTEXT = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
PLAIN = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
CIPHER = bytes.fromhex(
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
    "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
    "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
)


def test_the_published_example_opens():
    assert open_locked(KEY, b"\x01" + NONCE + CIPHER, CONTEXT) == PLAIN


def test_a_locked_message_is_41_bytes_longer_and_opens_again():
    key = new_key()
    locked = lock(key, b"message", b"context")
    assert len(locked) == len(b"message") + OVERHEAD == 48 and locked[0] == 1
    assert open_locked(key, locked, b"context") == b"message"


@pytest.mark.parametrize("context", [b"", b"contex", b"context ", b"Context"])
def test_another_context_opens_nothing(context):
    key = new_key()
    with pytest.raises(CannotOpen):
        open_locked(key, lock(key, b"message", b"context"), context)


def test_no_nonce_comes_twice():
    key = new_key()
    assert len({lock(key, b"", b"")[1:25] for _ in range(1000)}) == 1000


def test_the_version_is_checked():
    key = new_key()
    with pytest.raises(CannotOpen):
        open_locked(key, b"\x00" + lock(key, b"message", b"")[1:], b"")
