"""The spammer: a thousand posts, and limits hold; a person from somewhere else gets in. Nobody outside is asked."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from handbill.base import limits
from handbill.base.limits import Rate
from handbill.facts.models import SignUpTally
from handbill.followup.models import FollowUp
from handbill.people.models import Card, Person
from handbill.people.opening import open_card
from handbill.signup.actions.held import MOST_HELD
from handbill.signup.models import HeldSignUp
from handbill.signup.tests.conftest import typed
from handbill.signup.work import BITS
from tests.cast import keyring_of, sign_in

pytestmark = pytest.mark.django_db
WORK = Path(__file__).parents[1] / "static/signup/work.js"
NOBLE = Path(__file__).parents[2] / "field/static/field/vendor/noble.js"


def at(address: str) -> Client:
    return Client(SERVER_NAME="localhost", REMOTE_ADDR=address)


def post(client: Client, number: int, **fields):
    return client.post("/14A", typed(name=f"Bot {number}", phone=f"07700 9{number % 100_000:05d}", **fields))


@pytest.fixture
def attacked(taken, settings):
    """Three with this code, and it counts as an attack."""
    settings.HANDBILL_RATES = limits.RATES | {"sign-ups of a batch": Rate(3, 3 / 86400)}
    for number in range(3):
        post(at(f"198.51.100.{number}"), number)
    assert Person.objects.count() == 3
    return taken


class TestOneAddress:
    def test_a_thousand_posts_and_the_limits_hold(self, taken):
        spammer = at("203.0.113.9")
        answers = [post(spammer, number).status_code for number in range(1000)]
        assert answers.count(303) == 26
        assert answers.count(429) == 974
        assert Person.objects.count() == 6
        assert HeldSignUp.objects.count() == 20
        assert FollowUp.objects.count() == 6
        assert SignUpTally.objects.get().friend == 6
        real = at("198.51.100.7").post("/14A", typed())
        assert real.status_code == 303
        assert Person.objects.count() == 7

    def test_what_is_refused_is_still_in_the_form(self, taken):
        spammer = at("203.0.113.9")
        answer = [post(spammer, number) for number in range(27)][-1]
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0
        assert 'value="Bot 26"' in answer.content.decode()
        assert "Too many sign-ups came from where you are" in answer.content.decode()

    def test_a_household_shares_one_network(self, taken):
        for number in range(8):
            post(at(f"2001:db8:1:2::{number:x}"), number)
        assert Person.objects.count() == 6

    def test_no_address_is_kept_in_clear(self, taken, caplog):
        post(at("203.0.113.9"), 1)
        from django.db import connection

        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own tables
                assert "203.0.113.9" not in repr(cursor.fetchall()), table
        assert "203.0.113.9" not in repr(limits._buckets) + caplog.text


class TestManyAddresses:
    def test_who_cannot_work_is_looked_at_first(self, attacked):
        page = at("192.0.2.1").post("/14A", typed(), follow=False)
        assert "somebody of us looks at yours first" in at("192.0.2.1").get(page["Location"]).content.decode()
        held = HeldSignUp.objects.get()
        assert held.why == "batch"
        assert Person.objects.count() == 3

    def test_who_does_the_work_gets_in(self, attacked):
        person = at("192.0.2.1")
        answer = person.post("/14A", typed(work=solved(puzzle_on(person))))
        assert answer.status_code == 303
        assert Person.objects.count() == 4

    @pytest.mark.parametrize("cheat", ["", "x 1", "{puzzle} -1", "{other}"])
    def test_who_pretends_is_held(self, attacked, cheat):
        person = at("192.0.2.1")
        other = puzzle_for_the_group(attacked.group)
        person.post("/14A", typed(work=cheat.format(puzzle=puzzle_on(person), other=solved(other))))
        assert Person.objects.count() == 3
        assert HeldSignUp.objects.count() == 1

    def test_work_is_taken_once(self, attacked):
        work = solved(puzzle_on(at("192.0.2.1")))
        for number in range(2):
            at(f"192.0.2.{number}").post("/14A", typed(work=work))
        assert Person.objects.count() == 4
        assert HeldSignUp.objects.count() == 1

    def test_nobody_works_while_all_is_quiet(self, taken, client):
        assert "data-puzzle" not in client.get("/14A").content.decode()

    def test_the_browser_solves_what_the_server_sets(self, attacked):
        puzzle = puzzle_on(at("192.0.2.1"))
        script = f"""import {{ solve }} from "{WORK}"; import {{ blake2b }} from "{NOBLE}";
        process.stdout.write(await solve({puzzle!r}, blake2b));"""
        run = ["node", "--input-type=module", "-e", script]
        work = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout
        at("192.0.2.1").post("/14A", typed(work=work))
        assert Person.objects.count() == 4

    def test_the_queue_has_an_end_and_says_so(self, attacked, monkeypatch):
        monkeypatch.setattr("handbill.signup.actions.held.MOST_HELD", 2)
        answers = [post(at(f"192.0.2.{number}"), number).status_code for number in range(4)]
        assert answers == [303, 303, 429, 429]
        assert MOST_HELD == 300


class TestTheTrap:
    def test_who_fills_in_what_nobody_sees_waits(self, taken, client):
        client.post("/14A", typed(website="http://buy.example"))
        assert HeldSignUp.objects.get().why == "trap"
        assert not Person.objects.exists()


class TestLookingAtThem:
    @pytest.fixture
    def waiting(self, taken, client):
        """The ids by the name that was written; ids of one moment come in any order."""
        ids: dict[str, object] = {}
        for name in ("Bea Quill", "Buy Now"):
            client.post("/14A", typed(name=name, website="x"))
            ids[name] = HeldSignUp.objects.exclude(id__in=ids.values()).get().id
        return ids

    def test_an_organiser_opens_them_takes_in_and_throws_away(self, waiting, ada, ben, taken):
        desk = sign_in(ada)
        page = desk.get("/sign-ups/").content.decode()
        assert "Bea Quill" in page
        assert "Buy Now" in page
        assert "filled in what people do not see" in page
        keep, drop = waiting["Bea Quill"], waiting["Buy Now"]
        desk.post("/sign-ups/", {"held": str(keep), "do": "accept"})
        desk.post("/sign-ups/", {"held": str(drop), "do": "throw_away"})
        assert open_card(Person.objects.get(), keyring_of(ada)).name == "Bea Quill"
        assert FollowUp.objects.get().owner == ben
        assert SignUpTally.objects.get(batch=taken).friend == 1
        assert not HeldSignUp.objects.exists()

    def test_before_that_it_counts_for_nothing(self, waiting, taken):
        assert not Person.objects.exists()
        assert not FollowUp.objects.exists()
        assert not SignUpTally.objects.exists()
        assert not Card.objects.exists()

    def test_nobody_else_sees_them(self, waiting, ben, ada, cleo):
        assert sign_in(ben).get("/sign-ups/").status_code == 403
        other = sign_in(cleo)
        assert "Bea Quill" not in other.get("/sign-ups/").content.decode()
        assert other.post("/sign-ups/", {"held": [str(id) for id in waiting], "do": "accept"}).status_code == 422
        assert HeldSignUp.objects.count() == 2

    def test_set_up_tells_that_they_wait(self, waiting, ada, ben, group):
        desk = sign_in(ada)
        assert "2 sign-ups looked odd" in desk.get("/set-up/sign-up/").content.decode()
        desk.post("/set-up/sign-up/", {"owner": str(ben.pk)})
        assert group.sign_up_page.owner == ben
        assert desk.post("/set-up/sign-up/", {"owner": "nobody"}).status_code == 422


def puzzle_on(client: Client) -> str:
    return re.search(r'data-puzzle="([^"]+)"', client.get("/14A").content.decode())[1]


def puzzle_for_the_group(group) -> str:
    from handbill.signup.door import Door
    from handbill.signup.work import puzzle_for

    return puzzle_for(Door(group))


def solved(puzzle: str) -> str:
    number = 0
    while int.from_bytes(hashlib.blake2b(f"{puzzle} {number}".encode(), digest_size=32).digest(), "big") >> (
        256 - BITS
    ):
        number += 1
    return f"{puzzle} {number}"
