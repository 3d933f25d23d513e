"""What is peculiar to the exports of three other programmes, beside the names of their columns (`columns`).

Action Network: a report's columns are named as the fields of an upload, with `can2_` before its own; tags stand in one cell, with
commas (help.actionnetwork.org/hc/en-us/articles/203112959-File-formats-for-list-uploads).
CiviCRM: 'primary fields' come out under their titles, as its own import expects them
(wiki.civicrm.org/confluence/display/CRMDOC40/Import+Column+Headings).
Google Contacts: 'Phone 1 - Value' may hold several, with ::: between them; 'Labels' (once 'Group Membership') holds the group's labels
and its own, which begin with an asterisk. The columns were read from heading lines as they are exported since 2024 and before.
"""

SEVERAL = " ::: "


def first_and_others(text: str) -> tuple[str, list[str]]:
    """The first of several values of a cell, and the rest."""
    first, *others = [part.strip() for part in text.split(SEVERAL.strip())]
    return first, [other for other in others if other]


def without_its_own(tags: list[str]) -> list[str]:
    """Labels that somebody gave; not '* myContacts' and '* starred'."""
    return [tag for tag in tags if not tag.startswith("*")]
