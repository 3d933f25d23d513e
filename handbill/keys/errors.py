"""What can go wrong with keys. No message holds a key, a password or anything that was sealed."""


class KeysError(Exception):
    """Root of all errors of this room."""


class CannotOpen(KeysError):
    """Wrong key, wrong id, wrong label, or a byte was changed. Which of them is not said: the cipher cannot know."""


class BadForm(KeysError):
    """A sealed value has not the form SYNC promises. `field` names the place, e.g. `wraps[1].wrap`."""

    def __init__(self, field: str):
        super().__init__(f"{field} has not the right form")
        self.field = field


class TooLong(KeysError):
    """The text is longer than one sealed value may be: 4096 bytes of JSON in UTF-8."""


class WrongPassword(KeysError):
    """The password does not unwrap this secret. There is no other check than that."""


class WrongWords(KeysError):
    """The recovery words are not right.

    `code` is `unknown_word` (with `number`, counted from 1, and `word` as typed), `wrong_count` (with `number` = how many
    were given), `wrong_checksum` (each word exists, but together they were never printed) or `wrong_sheet` (the words are
    whole but belong to another key number than the one beside them).
    """

    def __init__(self, code: str, number: int | None = None, word: str = ""):
        super().__init__(code if number is None else f"{code} {number}")
        self.code, self.number, self.word = code, number, word
