"""Why an order stands still, as a code in its row and a sentence on its page."""

from django.utils.translation import gettext_lazy as _

SERVER, ACCOUNT, LIST, SENDER, KEY = "server", "account", "list", "no_sender", "key_over"

SENTENCES = {
    SERVER: _("The mail server asked us to wait, or did not answer. It is tried again by itself; nothing is lost."),
    ACCOUNT: _(
        "The mail server takes nothing from this account: the password, or the provider’s limits. Nobody was left out. "
        "Look at Set-up, E-mail, send a test, then go on."
    ),
    LIST: _("The list could not be opened with this order’s key. Nothing more was sent; go on to make it again."),
    SENDER: _("The part of Handbill that sends did not answer. Nothing was sent yet; go on in a minute."),
    KEY: _("The list is kept for 48 hours and was not through by then. Go on, and the rest is sent."),
}


class Trouble(Exception):
    """The order must stand still until an organiser has looked."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def sentence_of(code: str) -> str:
    return str(SENTENCES.get(code, ""))
