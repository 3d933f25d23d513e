"""A document as a page: anchors as code hosts make them, tables, no HTML of its own, addresses led elsewhere."""

from handbill.base.manual import document


def test_headings_get_the_anchors_that_links_elsewhere_expect():
    page = document("# Title\n\n## How many copies, and `why`?\n\n## Twice\n\n## Twice\n")
    assert [heading.anchor for heading in page.headings] == ["title", "how-many-copies-and-why", "twice", "twice-1"]
    assert '<h2 id="twice-1">' in page.html
    assert (page.title, len(page.chapters)) == ("Title", 3)


def test_tables_are_tables_and_html_is_text():
    page = document("| a | b |\n|---|---|\n| 1 | <script>x</script> |\n")
    assert "<td>1</td>" in page.html
    assert "<script" not in page.html


def test_addresses_are_led_where_the_reader_stands():
    page = document("[out](other.md#there) ![seen](a.png)", lambda address: f"/led/{address}")
    assert page.leads_to == ["other.md#there", "a.png"]
    assert 'href="/led/other.md#there"' in page.html
    assert 'src="/led/a.png"' in page.html
