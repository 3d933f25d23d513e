"""What the desk's Paper pages show of the web edition."""

from handbill.press.queries import published_issues
from handbill.press.visibility import may_make_issues
from handbill.press.web.names import issue_name, issue_stems


def on_the_paper_page(page: dict) -> tuple[str, dict] | None:
    """Where readers find it, and the same as files for another host; nothing before an issue is published."""
    group = page["group"]
    if not published_issues(group):
        return None
    return "press/web/_on_the_paper_page.html", {"read": address_of(group), "may_take": may_make_issues(page["member"])}


def of_an_issue(page: dict) -> tuple[str, dict] | None:
    """A line for a published issue."""
    make = page["make"]
    stem = next((stem for stem, one in issue_stems(published_issues(make.group)).items() if one.pk == make.pk), None)
    if stem is None:
        return None
    return "press/web/_of_an_issue.html", {"read": address_of(make.group) + issue_name(stem)}


def address_of(group) -> str:
    """Always good, whether the group has the host to itself or not."""
    return f"/{group.slug}/read/"
