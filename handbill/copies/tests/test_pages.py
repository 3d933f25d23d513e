"""Pages of copies: who gets in, what they say, what bad input is told."""

import re
from datetime import date

import pytest

from handbill.base import clock
from handbill.copies.actions import add_batch, count, count_scan, move
from handbill.copies.holders import end_of, stack_of
from handbill.copies.lines import copies_with
from handbill.copies.models import Batch, Holder, Movement
from handbill.copies.queries import scans_of
from tests.cast import NOON, sign_in

READ = ("/copies/", "/copies/issues/", "/copies/holders/", "/copies/ledger/")


@pytest.fixture(autouse=True)
def at_noon():
    with clock.stand_at(NOON):
        yield


@pytest.fixture
def at_desk(ada):
    return sign_in(ada)


def pages_of(batch, cupboard):
    return (
        *READ,
        f"/copies/issues/{batch.run.issue_id}/",
        f"/copies/batches/{batch.pk}/",
        f"/copies/holders/{cupboard.pk}/",
    )


class TestRights:
    def test_whoever_is_of_the_group_reads(self, batch, cupboard, vera):
        client = sign_in(vera)
        for path in pages_of(batch, cupboard):
            page = client.get(path)
            assert page.status_code == 200 and "/copies/move/" not in page.text, path

    def test_another_group_sees_nothing(self, batch, cupboard, cleo):
        client = sign_in(cleo)
        for path in READ:
            assert "14A" not in client.get(path).text
        for path in pages_of(batch, cupboard)[len(READ) :]:
            assert client.get(path).status_code == 404

    def test_viewers_and_editors_write_nothing(self, batch, cupboard, ada, vera, ed):
        gap = count(batch, cupboard, 189, by=ada)[0]
        for client in map(sign_in, (vera, ed)):
            for path in ("/copies/new/", "/copies/move/", "/copies/count/"):
                assert client.get(path).status_code == client.post(path).status_code == 403
            line = batch.movements.get(kind="printed")
            assert client.post(f"/copies/movements/{line.pk}/correction/").status_code == 403
            assert client.post(f"/copies/gaps/{gap.pk}/").status_code == 403
            assert client.get(f"/copies/gaps/{gap.pk}/").status_code == 200

    def test_nobody_reads_without_signing_in(self, client, batch, cupboard):
        for path in pages_of(batch, cupboard):
            assert client.get(path).status_code == 302


class TestPrintRuns:
    def test_before_anything_is_printed_the_page_says_what_it_will_be(self, at_desk, ada):
        assert "/copies/new/" in at_desk.get("/copies/").text
        assert at_desk.get("/copies/move/").status_code == at_desk.get("/copies/count/").status_code == 302

    def test_a_run_becomes_batches_of_up_to_200(self, at_desk, group):
        run = {"issue": "14", "copies": "450", "title": "Who fixes the lifts?", "cupboard": "Mill Lane"}
        answer = at_desk.post("/copies/new/", run, follow=True)
        batches = group.batches.order_by("code")
        assert list(batches.values_list("code", "copies")) == [("14A", 200), ("14B", 200), ("14C", 50)]
        assert "450 printed, 0 handed out, 450 in the cupboard" in answer.text
        assert "Recorded as 3 batches: 14A, 14B, 14C." in answer.text and "Who fixes the lifts?" in answer.text
        assert Holder.objects.get(kind="cupboard").name == "Mill Lane"

    def test_a_leaflet_is_a_publication_of_its_own(self, at_desk, group):
        leaflet = {"publication": "Leaflets", "kind": "leaflet", "issue": "Deposit", "copies": "30"}
        at_desk.post("/copies/new/", leaflet)
        at_desk.post("/copies/new/", {**leaflet, "issue": "Damp"})
        assert group.publications.get(kind="leaflet").issues.count() == 2

    def test_the_next_code_is_offered(self, at_desk, ada):
        add_batch(issue="14", copies=100, by=ada)
        assert 'value="14B"' in at_desk.get("/copies/new/").text

    @pytest.mark.parametrize(
        "wrong",
        [
            {"issue": ""},
            {"copies": "0"},
            {"copies": "ten"},
            {"batch_size": "201"},
            {"code": "14/F"},
            {"code": "14A"},
            {"code": "x" * 13},
        ],
    )
    def test_bad_input_is_answered_where_it_happened(self, at_desk, ada, wrong):
        add_batch(issue="14", copies=100, code="14A", by=ada)
        answer = at_desk.post("/copies/new/", {"issue": "14", "copies": "200", "code": "14C", **wrong})
        assert answer.status_code == 422 and 'class="wrong"' in answer.text
        assert ada.group.batches.count() == 1


class TestMoving:
    def test_copies_are_taken_by_a_member_who_had_none(self, at_desk, batch, cupboard, ben):
        page = at_desk.get("/copies/move/").text
        assert f"member:{ben.pk}" in page
        sent = {"batch": batch.pk, "copies": "60", "source": cupboard.pk, "target": f"member:{ben.pk}"}
        answer = at_desk.post("/copies/move/", sent, follow=True)
        assert "60 with: Ben" in answer.text and "140 in: Mill Lane" in answer.text
        assert copies_with(batch, stack_of(ben)) == 60

    def test_copies_are_left_at_a_new_place(self, at_desk, batch, cupboard):
        sent = {"batch": batch.pk, "copies": "25", "source": cupboard.pk, "place": "Ferry Café"}
        assert "25 with: Ferry Café" in at_desk.post("/copies/move/", sent, follow=True).text
        assert Movement.objects.get(kind="left").copies == 25

    def test_letterboxes_are_a_count_of_their_own(self, at_desk, batch, cupboard):
        for end, copies in (("hand", 40), ("letterbox", 30)):
            sent = {"batch": batch.pk, "copies": copies, "source": cupboard.pk, "target": end}
            answer = at_desk.post("/copies/move/", sent, follow=True)
        assert "200 printed, 40 handed out, 30 through letterboxes, 130 in the cupboard" in answer.text

    def test_found_copies_are_more_than_the_printer_delivered(self, at_desk, batch, cupboard):
        sent = {"batch": batch.pk, "copies": "5", "source": "found", "target": cupboard.pk}
        assert "5 more than the printer delivered" in at_desk.post("/copies/move/", sent, follow=True).text

    @pytest.mark.parametrize(
        "wrong",
        [{"copies": "201"}, {"copies": ""}, {"source": "lost"}, {"target": ""}, {"batch": "x"}, {"target": "x"}],
    )
    def test_bad_input_is_answered_where_it_happened(self, at_desk, batch, cupboard, wrong):
        sent = {"batch": batch.pk, "copies": "60", "source": cupboard.pk, "target": "hand", **wrong}
        answer = at_desk.post("/copies/move/", sent)
        assert answer.status_code == 422 and 'class="wrong"' in answer.text
        assert Movement.objects.count() == 1

    def test_another_groups_stacks_are_no_choice(self, at_desk, batch, cupboard, cleo):
        theirs = add_batch(issue="3", copies=9, by=cleo)
        for wrong in ({"batch": theirs.pk}, {"source": theirs.run.cupboard_id}, {"target": f"member:{cleo.pk}"}):
            sent = {"batch": batch.pk, "copies": "6", "source": cupboard.pk, "target": "hand", **wrong}
            assert at_desk.post("/copies/move/", sent).status_code == 422


def test_more_batches_ask_no_more_of_the_database(at_desk, ada, django_assert_max_num_queries):
    at_desk.post("/copies/new/", {"issue": "14", "copies": "3000", "batch_size": "100"})
    with django_assert_max_num_queries(30):
        assert at_desk.get("/copies/").text.count("<tr") > 30


def test_the_ledger_is_read_page_by_page(at_desk, batch, cupboard, bens, ada, monkeypatch):
    monkeypatch.setattr("handbill.copies.views.ledger.ON_A_PAGE", 2)
    for copies in (11, 12, 13, 14):
        move(batch, copies, source=cupboard, target=bens, by=ada)
    first, last = (at_desk.get(f"/copies/ledger/?page={page}").text for page in (1, 3))
    assert "Page 1 of 3" in first and first.count("<tr") == 1 + 2
    assert "Page 3 of 3" in last and last.count("<tr") == 1 + 1 and "Printer" in last


class TestWhatDoesNotAddUp:
    def test_a_count_that_finds_fewer_leads_to_the_lines_around_it(self, at_desk, batch, cupboard, ada):
        move(batch, 30, source=cupboard, target=end_of(batch.group_id, "hand"), by=ada)
        page = at_desk.post("/copies/count/", {"holder": cupboard.pk, "batch": batch.pk, "copies": "159"}, follow=True)
        assert "Does not add up: 11 copies are not accounted for." in page.text
        assert page.text.count("<tr") == 1 + 3
        issue = at_desk.get("/copies/").text
        assert "11 not accounted for" in issue and "/copies/gaps/" in issue

    def test_it_is_closed_as_lost_or_found(self, at_desk, batch, cupboard, ada):
        gap = count(batch, cupboard, 189, by=ada)[0]
        address = f"/copies/gaps/{gap.pk}/"
        assert at_desk.post(address, {"how": "lost", "copies": "12"}).status_code == 422
        assert at_desk.post(address, {"how": "eaten", "copies": "1"}).status_code == 422
        at_desk.post(address, {"how": "found", "copies": "4"})
        page = at_desk.post(address, {"how": "lost", "copies": "7"}, follow=True).text
        assert "not accounted for.<" not in page and "193 in the cupboard" in page
        assert "It adds up again." in at_desk.get(address).text

    def test_a_count_that_agrees_says_so(self, at_desk, batch, cupboard):
        page = at_desk.post("/copies/count/", {"holder": cupboard.pk, "batch": batch.pk, "copies": "200"}, follow=True)
        assert "It adds up" in page.text

    def test_a_line_is_crossed_out_by_a_new_one(self, at_desk, batch, cupboard, bens, ada):
        line = move(batch, 60, source=cupboard, target=bens, by=ada)
        address = f"/copies/movements/{line.pk}/correction/"
        assert "Undo this line?" in at_desk.get(address).text
        page = at_desk.post(address, {"note": "It was 16"}, follow=True).text
        assert "data-undone" in page and "It was 16" in page
        assert at_desk.post(address).status_code == 422


def test_few_scans_are_not_shown_nor_is_each_new_one_at_once(at_desk, batch, ada):
    other = add_batch(issue="14", copies=10, by=ada)
    for one, times in ((batch, 7), (other, 3)):
        for _ in range(times):
            count_scan(one, date(2026, 9, 12))
    page = at_desk.get(f"/copies/batches/{batch.pk}/").text
    assert "Too few to show." in page, "3 beside it are too few, and 7 is what would be left of the sum"
    for _ in range(5):
        count_scan(other, date(2026, 9, 13))
    assert re.search(r'class="count">7<', at_desk.get(f"/copies/batches/{batch.pk}/").text)
    assert re.search(r'class="count">8<', at_desk.get(f"/copies/batches/{other.pk}/").text)
    count_scan(other, date(2026, 9, 14))
    assert re.search(r'class="count">8<', at_desk.get(f"/copies/batches/{other.pk}/").text)
    assert re.search(r'<tfoot>.*<td class="n">15</td>', at_desk.get("/copies/").text)


def test_a_scan_is_a_number_of_the_day(at_desk, batch):
    for on in (date(2026, 9, 12), date(2026, 9, 12), date(2026, 9, 13)):
        count_scan(batch, on)
    assert scans_of(batch) == [(date(2026, 9, 12), 2), (date(2026, 9, 13), 1)]
    assert "too few" in at_desk.get("/copies/").text


def test_the_square_leads_to_the_code(at_desk, batch, cleo):
    assert f"localhost/{batch.group.slug}/14A" in at_desk.get("/copies/").text, "two groups share the host"


def test_where_one_group_has_the_host_to_itself_the_code_is_enough(at_desk, batch):
    assert "localhost/14A" in at_desk.get("/copies/").text
    assert Batch.objects.count() == 1
