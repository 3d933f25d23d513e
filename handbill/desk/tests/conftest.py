"""A group in a folder of its own, made by real processes, and an empty database to move to."""

from pathlib import Path

import psycopg
import pytest

from dev import postgresql
from tests.faults.instance import Instance


@pytest.fixture(scope="package")
def server():
    with postgresql() as address:
        yield address


@pytest.fixture
def empty(server, request):
    """The address of a database with nothing in it."""
    name = f"empty_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(scope="package")
def founded(tmp_path_factory) -> Path:
    """A data folder on SQLite, whatever these tests run on, with a group, an outing, two people met."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    folder.mkdir(mode=0o700)
    instance = Instance(folder, "")
    instance.server.start()
    phone = instance.phone()
    for _ in range(2):
        phone.contact()
    assert phone.send()
    instance.server.stop()
    return folder
