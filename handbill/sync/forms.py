"""Bringing a rescue file."""

import base64
import binascii
import zlib

from django import forms
from django.utils.translation import gettext_lazy

from handbill.sync.rescue import MOST_BYTES


class RescueForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Rescue file"),
        help_text=gettext_lazy("The phone saved it under “On this phone”. What is sealed in it stays sealed."),
        widget=forms.FileInput(attrs={"accept": ".json,.handbill,application/json", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Choose the file that the phone saved."),
            "empty": gettext_lazy("This file is empty. Save it again on the phone."),
        },
    )


def pack(raw: bytes) -> str:
    """A file as a hidden field carries it from the preview to the filing: nothing is kept on the server between."""
    return base64.b64encode(zlib.compress(raw, 6)).decode()


def unpack(text: str) -> bytes:
    """The file again; empty for what was not packed by `pack`, and never more than a rescue file may hold."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (binascii.Error, zlib.error, ValueError):
        return b""
