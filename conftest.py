"""Fixtures for every room: the cast, and a clock that stands where a test puts it."""

import socket

import pytest

from tests.cast import *  # noqa: F403


@pytest.fixture(autouse=True)
def no_address_but_loopback(monkeypatch):
    """No test talks to a machine that is not this one."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError("a test tried to leave this machine")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
