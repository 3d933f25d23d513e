"""Two server processes on one database: whichever of them is asked, the answer is the same."""

import re
import shutil
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from tests.browser.stage import Server
from tests.faults.instance import Instance, OverHttp, own_database, run_on
from tests.phone import Phone

PASSWORD = "ferry timber lantern quilt"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """One group; a second server beside the first, on the same database and data folder."""
    folder = tmp_path_factory.mktemp("both") / "data"
    folder.mkdir()
    instance = Instance(folder, own_database(run_on()))
    second = Server(folder, "serve", instance.server.environment["DATABASE_URL"])
    servers = [instance.server, second]
    for server in servers:
        server.start()
    yield instance, second
    for server in servers:
        server.stop()


class Browser:
    """Keeps its cookies, whichever server it asks."""

    def __init__(self):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, server: Server, path: str) -> str:
        with self.opener.open(f"http://127.0.0.1:{server.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def post(self, server: Server, path: str, form: str, **fields) -> tuple[int, str]:
        """Send a form with the secret that stands in the page `form`."""
        secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(server, form)).group(1)
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": secret}).encode()
        try:
            with self.opener.open(f"http://127.0.0.1:{server.port}{path}", body, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def sign_in(self, server: Server, password: str = PASSWORD) -> tuple[int, str]:
        return self.post(server, "/sign-in/", "/sign-in/", login="ada", password=password)


def is_unlocked(page: str) -> bool:
    return 'action="/lock/"' in page


def test_who_signed_in_at_one_is_unlocked_at_the_other_and_locked_there_is_locked_here(both):
    instance, second = both
    ada = Browser()
    assert ada.sign_in(instance.server)[0] == 200
    assert is_unlocked(ada.get(second, "/"))
    ada.post(second, "/lock/", "/")
    assert not is_unlocked(ada.get(instance.server, "/"))


def test_wrong_passwords_are_counted_together(both):
    instance, second = both
    guesser = Browser()
    told = [guesser.sign_in((instance.server, second)[try_ % 2], "wrong") for try_ in range(6)]
    assert [status for status, _page in told[:4]] == [422] * 4
    assert told[5][0] == 429, "a sixth try was let through by the other server"
    from_elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    ada = Browser()
    ada.opener.addheaders = list(from_elsewhere.items())
    assert ada.sign_in(second)[0] == 200


def test_a_phone_that_joined_at_one_sends_to_the_other_and_reads_the_same_totals(both):
    instance, second = both
    phone = instance.phone()
    phone.note("handout", copies=3, way="hand")
    assert phone.send()
    here = phone.totals
    phone.client = OverHttp(f"http://127.0.0.1:{second.port}")
    phone.note("handout", copies=2, way="hand")
    assert phone.send()
    assert phone.totals["copies"] == here["copies"] + 2
    again = phone.post_facts(list(phone.sent.values())).json()["receipts"]
    assert [receipt["verdict"] for receipt in again] == ["known"] * 2


def test_the_same_batch_sent_to_both_at_once_is_filed_once(both):
    instance, second = both
    before = len(instance.server.facts())
    for _ in range(5):
        phone = instance.phone()
        for _ in range(20):
            phone.contact()
        twin = Phone(client=OverHttp(f"http://127.0.0.1:{second.port}"))
        twin.__dict__ |= {**phone.__dict__, "client": twin.client, "outbox": dict(phone.outbox), "sent": {}}
        sending = [threading.Thread(target=sends_all, args=(one,)) for one in (phone, twin)]
        for thread in sending:
            thread.start()
        for thread in sending:
            thread.join()
        assert phone.sent.keys() == twin.sent.keys() and len(phone.sent) == 20
    facts = instance.server.facts()[before:]
    assert len(facts) == len({fact["id"] for fact in facts}) == 100


def sends_all(phone: Phone) -> bool:
    return any(phone.send() for _ in range(50))


def test_two_that_start_at_once_on_nothing_make_one_database_and_one_backup_key(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    database = own_database(run_on())
    servers = [Server(folder, "serve", database) for _ in range(2)]
    starting = [threading.Thread(target=server.start) for server in servers]
    try:
        for thread in starting:
            thread.start()
        for thread in starting:
            thread.join()
        assert [server.shown["desk"].split("/")[3] for server in servers] == ["set-up"] * 2
        assert (tmp_path / "server.log").read_text().count("AGE-SECRET-KEY-") == 1
    finally:
        for server in servers:
            server.stop()


def test_a_machine_with_the_same_secret_serves_the_same_group(both, tmp_path):
    """On PostgreSQL with a folder of its own; a SQLite file is shared with its folder, on one machine."""
    instance, _second = both
    database, folder = instance.server.environment["DATABASE_URL"], instance.server.data
    if database:
        folder = tmp_path / "data"
        folder.mkdir(mode=0o700)
        shutil.copy(instance.server.data / "secret.key", folder)
    far = Server(folder, "serve", database)
    far.start()
    try:
        ada = Browser()
        ada.opener.addheaders = [("X-Forwarded-For", "203.0.113.10")]
        assert ada.sign_in(instance.server)[0] == 200
        assert is_unlocked(ada.get(far, "/"))
        assert Phone(client=OverHttp(f"http://127.0.0.1:{far.port}")).join_with(instance.pass_text).token
    finally:
        far.stop()
