"""The stories' stage: a built demo, its server, a proxy in front, phones; on SQLite or, by DATABASE_URL, on PostgreSQL."""

import os
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.stage import FLAGS, Phone, Proxy, Server


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture
def database_url():
    """A database of its own on the PostgreSQL of this run; empty on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    import psycopg

    name = f"story_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{url.rsplit('/', 1)[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def server(tmp_path, database_url):
    running = Server(tmp_path / "demo", "demo", database_url).start()
    yield running
    running.stop()


@pytest.fixture
def proxy(server):
    between = Proxy(server.port)
    yield between
    between.close()


@pytest.fixture
def phones(playwright, tmp_path):
    """Makes phones with profiles of their own; all are gone afterwards."""
    made: list[Phone] = []

    def make(name: str) -> Phone:
        made.append(Phone(playwright, Path(tmp_path) / "profiles" / name))
        return made[-1]

    yield make
    for phone in made:
        phone.quit()


@pytest.fixture
def desk(playwright, server):
    """A browser at the desk, signed in as the demo's organiser."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(15_000)

    def sign_in():
        page.goto(server.shown["desk"])
        page.get_by_label("Sign-in name").fill(server.shown["login"])
        page.get_by_label("Password", exact=True).fill(server.shown["password"])
        page.get_by_role("button", name="Unlock").click()
        page.wait_for_url(server.shown["desk"])
        return page

    yield sign_in
    browser.close()
