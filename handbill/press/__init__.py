"""The group's paper: articles become an issue, the issue becomes print, web pages and an e-mail edition.

Flows in: what members write (`actions.draft_article`, the editor's page), pictures, standing texts, and from `copies` the
issue and the batches it is printed for. Flows out: `queries.published_issues(group)` and `queries.issue_contents(issue)`,
the one thing that print, the web edition and the e-mail edition draw from.
"""
