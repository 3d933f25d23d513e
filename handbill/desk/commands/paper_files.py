"""`handbill paper-files`: the web edition of a group's paper as a folder of plain files, for any web host."""

import argparse
import sys

from handbill.desk.commands.opening import open_instance


def run(options: argparse.Namespace) -> int:
    open_instance(migrate=False)
    from django.conf import settings

    from handbill.accounts.models import Group
    from handbill.copies.squares import base_of
    from handbill.press.web.folder import write_folder
    from handbill.press.web.site import Site

    groups = Group.objects.filter(slug=options.group) if options.group else Group.objects.all()
    found = list(groups[:2])
    if len(found) != 1:
        print("handbill: name one group with --group and its short name", file=sys.stderr)
        return 2
    here = base_of(found[0], settings.ORIGIN.rstrip("/"))
    site = Site(found[0], join=f"{here}/join/", home=options.home or f"{here}/read/")
    if not site.issues:
        print("handbill: no issue is published yet, so nothing was written", file=sys.stderr)
        return 2
    print(f"{write_folder(site, options.folder)} files in {options.folder}")
    return 0
