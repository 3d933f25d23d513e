"""Who may come in to which Paper page at all."""

from handbill.accounts.doors import door
from handbill.press.visibility import may_make_issues, may_write

writers_only = door(may_write)
makers_only = door(may_make_issues)
