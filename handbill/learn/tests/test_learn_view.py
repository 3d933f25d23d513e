"""The page of what was learnt."""

from tests.cast import sign_in


def test_a_group_that_has_not_been_out_is_told_so(ada):
    answer = sign_in(ada).get("/learn/")
    assert answer.status_code == 200
    assert "Go out five times first" in answer.text


def test_a_viewer_sees_it_too(vera):
    assert sign_in(vera).get("/learn/").status_code == 200


def test_nobody_else_does(client, union):
    assert client.get("/learn/").status_code == 302
