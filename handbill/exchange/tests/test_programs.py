"""Small made-up exports of Action Network, CiviCRM and Google Contacts, with the columns they have."""

import pytest

from handbill.exchange.columns import guessed
from handbill.exchange.reading import Row, read_rows
from handbill.exchange.tables import read_table

ACTION_NETWORK = """uuid,first_name,last_name,email,can2_phone,zip_code,can2_user_address,can2_user_tags,can2_subscription_status
0f1e,Dee,Quill,dee@quill.example,+44 7700 900123,AB1,4 Ferry Square,"damp, hall",subscribed
"""
CIVICRM = """"Contact ID","Contact Type","Do Not Email","Do Not Phone","First Name","Last Name","Display Name","Preferred Language","Street Address","Phone","Email","Tag(s)","Note(s)"
"7","Individual","","","Dee","Quill","Dee Quill","en","4 Ferry Square","07700 900123","dee@quill.example","damp, hall","Mould"
"""
GOOGLE = """First Name,Middle Name,Last Name,Nickname,File As,Organization Name,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value
Dee,,Quill,,,,,Mould,,damp ::: hall ::: * myContacts,* Home,dee@quill.example,Mobile,+44 7700 900123 ::: 01632 960001
"""
GOOGLE_BEFORE = """Name,Given Name,Additional Name,Family Name,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value
Dee Quill,Dee,,Quill,Mould,damp ::: hall ::: * myContacts,* Home,dee@quill.example,Mobile,+44 7700 900123
"""


def only_row(text: str) -> Row:
    table = read_table(text.encode())
    (row,) = read_rows(table, guessed(table.headings), "GB")
    assert not row.left_out
    return row


@pytest.mark.parametrize("text", [ACTION_NETWORK, CIVICRM, GOOGLE, GOOGLE_BEFORE])
def test_an_export_comes_in_without_a_hand_on_the_columns(text):
    row = only_row(text)
    assert (row.name, row.phone, row.email) == ("Dee Quill", "+447700900123", "dee@quill.example")
    assert row.tags == ["damp", "hall"], "labels of the programme's own stay behind"


@pytest.mark.parametrize("text", [CIVICRM, GOOGLE, GOOGLE_BEFORE])
def test_notes_come_along(text):
    assert only_row(text).note == "Mould"


@pytest.mark.parametrize("text", [ACTION_NETWORK, CIVICRM])
def test_an_address_is_another_way(text):
    assert only_row(text).other == "4 Ferry Square"


def test_of_two_numbers_in_one_cell_the_second_is_kept_as_another_way():
    assert only_row(GOOGLE).other == "01632 960001"
