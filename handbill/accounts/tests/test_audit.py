"""Who did what with cards, keys and rights: every organiser reads the same lines, nobody can change one."""

import ast
import re
from pathlib import Path

import pytest

import handbill
from handbill.accounts.actions import change_role, end_member, let_in_organiser
from handbill.accounts.audit import WORDS, note
from handbill.accounts.audit_page import ON_A_PAGE, TOLD
from handbill.accounts.models import AuditEntry
from handbill.base.rows import WrittenOnceError
from handbill.people.actions import erase_person
from tests.cast import join, keyring_of, sign_in
from tests.met import STALL, consents, meet, stall_phone

ROOM = Path(handbill.__file__).parent
PAGE = "/set-up/audit/"
# What would go around a row's own refusal: statements by hand, and what Django keeps for itself.
AROUND = re.compile(
    r"(update|delete\s+from|truncate)\s[^\n]*auditentry|auditentry[^\n]*update_conflicts|_raw_delete\(|\._update\(|"
    r"_base_manager[^\n]*\.(update|delete)\(|QuerySet\.(update|delete)\(",
    re.IGNORECASE,
)
OF_ERASURE = "facts/aside.py"  # what a phone sent under an erased id goes with the card; no line of the audit


@pytest.mark.django_db
class TestPage:
    def test_organisers_read_it_and_nobody_else(self, ada, ben, ed, vera):
        assert sign_in(ada).get(PAGE).status_code == 200
        assert [sign_in(one).get(PAGE).status_code for one in (ben, ed, vera)] == [403] * 3

    def test_it_is_filtered_by_who_and_by_what(self, ada, ben):
        note(ben, "cards_opened", count=7)
        note(ada, "group_changed")
        client = sign_in(ada)
        by_ben = rows(client.get(PAGE, {"by": str(ben.id)}))
        assert "opened cards" in by_ben and "changed what the group is called" not in by_ben
        by_kind = rows(client.get(PAGE, {"what": "group_changed"}))
        assert "changed what the group is called" in by_kind and "opened cards" not in by_kind

    @pytest.mark.parametrize("wrong", [{"by": "x"}, {"what": "x"}, {"page": "x"}, {"page": "9999"}, {"by": "\x00"}])
    def test_what_is_no_filter_filters_nothing(self, ada, wrong):
        answer = sign_in(ada).get(PAGE, wrong)
        assert answer.status_code == 200 and "founded the group" in rows(answer)

    def test_a_long_one_has_pages_that_keep_the_filters(self, ada):
        for _ in range(ON_A_PAGE + 5):
            note(ada, "group_changed")
        page = sign_in(ada).get(PAGE, {"what": "group_changed"})
        assert rows(page).count("<tr>") == ON_A_PAGE and "?what=group_changed&amp;page=2" in page.text
        assert rows(sign_in(ada).get(PAGE, {"what": "group_changed", "page": 2})).count("<tr>") == 5

    def test_nothing_of_another_group_is_in_it(self, ada, cleo):
        note(cleo, "group_changed")
        page = sign_in(ada).get(PAGE).text
        assert "Cleo" not in page and "changed what the group is called" not in page

    def test_a_member_it_is_about_is_named(self, ada, ben):
        change_role(ben, "editor", by=ada, keyring=keyring_of(ada))
        assert "changed a role: Ben" in rows(sign_in(ada).get(PAGE))


@pytest.mark.django_db
class TestWritten:
    def test_what_touches_cards_and_rights_leaves_its_line(self, union, ada, ben, outing):
        from handbill.base import clock

        with clock.stand_at(STALL):
            olu = join(union, "Olu", "organiser")
            let_in_organiser(olu, by=ada, keyring=keyring_of(ada))
            change_role(ben, "editor", by=ada, keyring=keyring_of(ada))
            phone = stall_phone(outing, ada)
            hers, his = (
                meet(phone, {"name": name}, consents=consents(ada.group, "phone")) for name in ("Dee", "Dee Q")
            )
            desk = sign_in(ada)
            desk.get("/")
            desk.get(f"/people/{hers.id}/")
            erase_person(his, by=ada)
            end_member(olu, by=ada, keyring=keyring_of(ada))
        done = set(AuditEntry.objects.filter(by=ada).values_list("what", flat=True))
        assert {
            "invited",
            "let_in_organiser",
            "role_changed",
            "cards_opened",
            "card_erased",
            "member_ended",
            "new_epoch",
        } <= done

    def test_nothing_that_stands_in_a_card_is_in_it(self, ada, outing, stolen):
        from handbill.base import clock

        with clock.stand_at(STALL):
            person = meet(stall_phone(outing, ada), {"name": "Perpetua Okonjo"}, consents=consents(ada.group, "phone"))
            desk = sign_in(ada)
            desk.get("/")
            assert "Perpetua" in desk.get(f"/people/{person.id}/").text
            assert "Perpetua" not in desk.get(PAGE).text
        written = "".join(str(row) for row in AuditEntry.objects.values_list())
        assert str(person.id) in written and "Perpetua" not in written and "07700" not in written

    def test_every_code_that_is_noted_has_its_words(self):
        used = {code for file in ROOM.glob("*/**/*.py") if "tests" not in file.parts for code in codes_noted_in(file)}
        assert len(used) > 20 and used <= set(WORDS), used - set(WORDS)
        assert set(WORDS) >= TOLD


@pytest.mark.django_db
class TestCannotBeChanged:
    def test_a_row_refuses(self, ada):
        entry = AuditEntry.objects.filter(group=ada.group).first()
        entry.count = 99
        for change in (entry.save, entry.delete):
            with pytest.raises(WrittenOnceError):
                change()

    @pytest.mark.parametrize("rows_of", ["objects", "of a group", "bulk"])
    def test_rows_refuse_together(self, ada, rows_of):
        rows = ada.group.audit.all() if rows_of == "of a group" else AuditEntry.objects.all()
        with pytest.raises(WrittenOnceError):
            rows.bulk_update(list(rows), ["count"]) if rows_of == "bulk" else rows.update(count=99)
        with pytest.raises(WrittenOnceError):
            rows.delete()

    def test_no_code_of_ours_goes_around_the_rows(self):
        code = {file: file.read_text() for file in ROOM.glob("*/**/*.py") if "tests" not in file.parts}
        around = {str(file.relative_to(ROOM)) for file, text in code.items() if AROUND.search(text)}
        assert len(code) > 200 and around == {OF_ERASURE}, around
        assert "AuditEntry" not in (ROOM / OF_ERASURE).read_text()

    @pytest.mark.parametrize(
        "wrong",
        ["UPDATE accounts_auditentry SET count = 0", "rows._raw_delete(db)", "Model._base_manager.all().delete()"],
    )
    def test_a_way_around_would_be_found(self, wrong):
        assert AROUND.search(wrong)

    def test_its_address_only_reads(self, ada):
        client, before = sign_in(ada), AuditEntry.objects.count()
        for send in (client.post, client.put, client.patch, client.delete):
            assert send(PAGE).status_code == 405
        assert AuditEntry.objects.count() == before

    def test_who_did_it_cannot_be_taken_away(self, ada, ben):
        from django.db.models import ProtectedError

        note(ben, "cards_opened")
        with pytest.raises(ProtectedError):
            ben.delete()


@pytest.mark.django_db
class TestTold:
    def test_other_organisers_see_it_on_today_and_with_the_members(self, union, ada):
        olu = join(union, "Olu", "organiser")
        note(olu, "cards_opened", count=12)
        note(olu, "cards_opened", count=30)
        for address in ("/", "/set-up/"):
            told = told_on(sign_in(ada).get(address))
            assert "Olu" in told and "opened cards" in told and "42" in told

    def test_what_one_did_oneself_is_no_news(self, ada):
        note(ada, "cards_opened", count=12)
        assert told_on(sign_in(ada).get("/")) == ""

    def test_who_is_no_organiser_is_told_nothing(self, ada, ben):
        note(ada, "cards_opened", count=12)
        assert told_on(sign_in(ben).get("/")) == ""


def rows(answer) -> str:
    return answer.text.partition("<tbody>")[2].partition("</tbody>")[0]


def told_on(answer) -> str:
    return answer.text.partition('id="told"')[2].partition("</section>")[0]


def codes_noted_in(file: Path) -> set[str]:
    """The second argument of each call of `note` that is a plain word."""
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    noted = [
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "note" and len(call.args) > 1
    ]
    return {call.args[1].value for call in noted if isinstance(call.args[1], ast.Constant)}
