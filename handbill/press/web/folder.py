"""The web edition as plain files, for any web host or for no host at all: every link works from the folder itself."""

import io
import zipfile
from pathlib import Path

from handbill.press.web.site import Site


def write_folder(site: Site, folder: Path) -> int:
    """Write every file; what lies there under another name stays. Returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for name in site.all_names():
        file = site.file(name)
        if file is not None:
            (folder / name).write_bytes(file.content)
            written += 1
    return written


def zipped(site: Site) -> bytes:
    """The same folder as one file to download."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in site.all_names():
            file = site.file(name)
            if file is not None:
                archive.writestr(f"{site.group.slug}/{name}", file.content)
    return buffer.getvalue()
