"""The paper on the web: whole pages, small, kept by digest; nothing that is not published; the same as a folder."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from handbill.press.actions import bring_picture, place_article, set_beside, take_back
from handbill.press.models import RunningPiece
from handbill.press.queries import issue_contents
from handbill.press.web.folder import write_folder, zipped
from handbill.press.web.ink import contrast, ink_css
from handbill.press.web.names import article_name
from handbill.press.web.site import Site
from handbill.press.web.tests.conftest import picture_file, piece, published

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MOST = 60_000


class Links(HTMLParser):
    """What a page points at and shows, and every tag and attribute on it."""

    def __init__(self, text: str):
        super().__init__()
        self.links, self.tags, self.alts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        named = (given.get(name) or "" for name in ("href", "src"))
        self.links += [link for link in named if link and not link.startswith("data:")]
        if tag == "img":
            self.alts.append(given.get("alt"))


def page(client, name: str) -> str:
    answer = client.get(f"/read/{name}")
    assert answer.status_code == 200, name
    return answer.content.decode()


def article_at(client) -> str:
    return re.search(r'href="(14-who-fixes-the-lifts-[0-9a-f]{6}\.html)"', page(client, "14.html"))[1]


class TestPages:
    def test_an_issue_shows_its_lead_and_leads_to_every_piece(self, make, client):
        text = page(client, "14.html")
        assert "Who fixes the lifts?" in text
        assert "Three companies, one notice." in text
        assert 'lang="ar" dir="rtl"' in text
        assert "Homes that are dry." in text
        assert "tram works gate" in text
        assert 'href="../join/"' in text

    def test_an_article_is_whole(self, make, client):
        text = page(client, article_at(client))
        assert "<strong>forty-one</strong>" in text
        assert "<h2>Diary</h2>" in text
        assert "Photo: residents" in text

    def test_every_picture_has_words_and_is_there(self, make, client):
        for name in ("14.html", article_at(client)):
            seen = Links(page(client, name))
            assert all(seen.alts), seen.alts
        shown = [link for link in seen.links if link.startswith("picture-")]
        assert shown
        answer = client.get(f"/read/{shown[0]}")
        assert answer["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")

    def test_older_issues_stand_in_the_archive(self, make, client):
        assert 'href="14.html"' in page(client, "index.html")
        assert client.get("/read/").content == client.get("/read/index.html").content

    def test_each_is_small_without_its_pictures(self, make, client, ada):
        long = piece(ada, title="All of it", body="The lift stands still, and nobody comes to mend it.\n\n" * 700)
        add(make, long)
        for name in _pages(client):
            assert len(client.get(f"/read/{name}").content) < MOST, name

    def test_no_script_no_cookie_and_nobody_else(self, make, client):
        for name in _pages(client):
            answer = client.get(f"/read/{name}")
            assert not answer.cookies
            seen = Links(answer.content.decode())
            assert not [tag for tag, _given in seen.tags if tag in ("script", "iframe", "style", "form")]
            assert not [
                given for _tag, given in seen.tags if any(one.startswith("on") or one == "style" for one in given)
            ]
            assert not [link for link in seen.links if "//" in link], name

    def test_a_page_runs_the_way_its_language_does(self, make, client):
        make.languages = ["ar"]
        make.save()
        assert '<html lang="ar" dir="rtl">' in page(client, "14.html")

    def test_a_title_that_is_corrected_keeps_the_old_address_good(self, make, client, lifts):
        before = article_at(client)
        lifts.title = "Who mends the lifts?"
        lifts.save()
        answer = client.get(f"/read/{before}")
        assert answer.status_code == 302
        assert "14-who-mends-the-lifts" in answer["Location"]
        assert client.get(f"/read/{answer['Location']}").status_code == 200


class TestWhatIsNotPublished:
    def test_it_is_nowhere(self, make, unpublished, client):
        assert client.get("/read/15.html").status_code == 404
        tail = unpublished.issue.pieces.get().article_id.hex[-6:]
        for name in (f"15-not-yet-{tail}.html", f"14-not-yet-{tail}.html", "15-front.png"):
            assert client.get(f"/read/{name}").status_code == 404
        everything = "".join(page(client, name) for name in ("index.html", "feed.xml", "14.html"))
        assert "Not yet" not in everything

    def test_a_picture_of_no_published_issue_is_not_shown(self, make, client, ada):
        secret = bring_picture(picture_file("black"), by=ada, alt="Not yet")
        for size in secret.sizes.all():
            assert client.get(f"/read/picture-{secret.pk}-{size.width}.{size.kind}").status_code == 404

    def test_what_is_taken_back_is_gone(self, make, client, ada):
        take_back(make, by=ada)
        for name in ("", "index.html", "14.html", "feed.xml"):
            assert client.get(f"/read/{name}").status_code == 404

    @pytest.mark.parametrize("name", ["x.html", "14-x-000000.html", "..%2Fsettings.py", "paper.css.html", "14.html%00"])
    def test_what_was_never_there_is_404(self, make, client, name):
        assert client.get(f"/read/{name}").status_code == 404

    def test_another_groups_paper_stands_under_its_own_name(self, make, client, cleo):
        assert client.get("/read/14.html").status_code == 404
        assert client.get(f"/{make.group.slug}/read/14.html").status_code == 200
        assert client.get(f"/{cleo.group.slug}/read/14.html").status_code == 404


class TestKeeping:
    def test_a_browser_that_has_it_is_told_so(self, make, client):
        first = client.get("/read/14.html")
        assert first["Cache-Control"] == "public, max-age=300"
        assert first["Last-Modified"] == "Sat, 12 Sep 2026 12:00:00 GMT"
        again = client.get("/read/14.html", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert not again.content

    def test_what_has_changed_is_sent_again(self, make, client, lifts):
        tag = client.get("/read/14.html")["ETag"]
        lifts.deck = "Four companies."
        lifts.save()
        assert client.get("/read/14.html", headers={"If-None-Match": tag}).status_code == 200


class TestTheFeed:
    def test_it_is_atom_with_ids_that_stay(self, make, client, lifts):
        answer = client.get("/read/feed.xml")
        assert answer["Content-Type"].startswith("application/atom+xml")
        feed = ET.fromstring(answer.content)
        assert feed.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated", "author"):
            assert feed.find(f"{ATOM}{name}") is not None
        entries = feed.findall(f"{ATOM}entry")
        assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Who fixes the lifts?", "رسالة الإيجار"]
        assert entries[0].find(f"{ATOM}id").text == f"urn:uuid:{lifts.pk}"
        assert datetime.fromisoformat(entries[0].find(f"{ATOM}updated").text).tzinfo
        for entry in entries:
            address = entry.find(f"{ATOM}link").get("href")
            assert client.get(address).status_code == 200

    def test_hostile_titles_leave_it_whole(self, make, client, lifts):
        lifts.title = "<b>&]]>\x0b\x1b Lifts"
        lifts.save()
        feed = ET.fromstring(client.get("/read/feed.xml").content)
        assert feed.find(f"{ATOM}entry/{ATOM}title").text == "<b>&]]> Lifts"


class TestHostilePieces:
    def test_markup_is_text(self, make, client, ada):
        evil = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://spy.example/x.gif)"
        hostile = piece(
            ada, title='"><script>alert(2)</script>', deck="<svg onload=alert(3)>", body=evil, byline="<i>me"
        )
        add(make, hostile)
        for name in _pages(client):
            seen = Links(client.get(f"/read/{name}").content.decode())
            tags = {tag for tag, _given in seen.tags}
            assert not tags & {"script", "svg", "i"}, name
            assert not [link for link in seen.links if "spy" in link or "javascript" in link]
            assert not [given for _tag, given in seen.tags if any(one.startswith("on") for one in given)]


class TestTheFolder:
    def test_every_link_leads_somewhere_in_the_folder(self, make, tmp_path):
        site = Site(make.group, join="https://union.example/join/", home="https://paper.example/")
        assert write_folder(site, tmp_path) == len(list(tmp_path.iterdir()))
        for file in tmp_path.glob("*.html"):
            links = Links(file.read_text(encoding="utf-8")).links
            assert links
            for link in links:
                if not link.startswith("https://union.example"):
                    assert Path(urljoin(file.as_uri(), link).removeprefix("file://")).is_file(), (file.name, link)
        for link in re.findall(r'url\("([^"]+)"\)', (tmp_path / "paper.css").read_text()):
            assert (tmp_path / link).is_file()

    def test_it_holds_the_very_bytes_of_the_instance(self, make, client, tmp_path):
        write_folder(Site(make.group, join="../join/", home="http://localhost/read/"), tmp_path)
        for file in tmp_path.iterdir():
            assert client.get(f"/read/{file.name}").content == file.read_bytes(), file.name

    def test_it_comes_as_one_file_too(self, make):
        import io
        import zipfile

        packed = zipfile.ZipFile(io.BytesIO(zipped(Site(make.group, join="x", home="y"))))
        assert f"{make.group.slug}/14.html" in packed.namelist()


def test_the_front_page_is_a_picture(make, client):
    answer = client.get("/read/14-front.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("ink", ["#0E5362", "#FFEE00", "#FFFFFF", "#000000", "#7A1F2B", "red; }", ""])
def test_every_ink_can_be_read_by_day_and_by_night(ink):
    css = ink_css(ink)
    day, night = re.findall(r"--spot:(#[0-9A-F]{6});--on-spot:(#[0-9A-F]{6})", css)
    for (spot, on), ground in ((day, "#FFFFFF"), (night, "#141210")):
        assert contrast(spot, ground) >= 4.5
        assert contrast(spot, on) >= 4.5
    assert "red" not in css


def test_two_issues_of_one_name_are_both_read(make, client, ada):
    from handbill.copies.models import Publication
    from handbill.press.actions import begin_issue

    leaflet = Publication.objects.create(group=ada.group, name="Damp leaflet", kind="leaflet")
    other = begin_issue(by=ada, name="14", on=make.on, publication=leaflet)
    place_article(other, piece(ada, title="Damp", body="A coin for scale."), 1, by=ada)
    published(other, ada)
    titles = {
        page(client, name)
        for name in ("14.html", "14-damp-leaflet.html", "14-the-stairwell.html")
        if _is_there(client, name)
    }
    assert len(titles) == 2


def add(make, article) -> None:
    """To an issue that is published already, which the desk would not do."""
    RunningPiece.objects.create(group=make.group, issue=make.issue, article=article, page=2, order=9)


def _is_there(client, name: str) -> bool:
    return client.get(f"/read/{name}").status_code == 200


def _pages(client) -> list[str]:
    links = Links(page(client, "14.html")).links + ["14.html", "index.html"]
    return sorted({link for link in links if link.endswith(".html")})


def test_a_piece_in_two_languages_links_to_the_other(make, lifts, ada, client):
    take_back(make, by=ada)
    words = {"title": "¿Quién arregla los ascensores?", "body": "Cuarenta y un días.", "language": "es"}
    spanish = place_article(make, piece(ada, **words), 3, by=ada)
    set_beside(spanish, make.issue.pieces.get(article=lifts), by=ada)
    published(make, ada)
    contents = issue_contents(make)
    articles = [page(client, article_name("14", one)) for one in contents.pieces]
    front, (english, other, alone) = page(client, "14.html"), articles
    assert front.index("Who fixes") < front.index("Quién arregla") < front.index("رسالة")  # one after the other
    assert 'hreflang="es"' in english
    assert ">Español<" in english
    assert 'hreflang="en"' in other
    assert ">English<" in other
    assert "w-languages" not in alone
