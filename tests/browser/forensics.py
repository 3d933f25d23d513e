"""Search a folder the way a thief with time would: raw, UTF-16, hex, base64, and with LevelDB's blocks unpacked.

LevelDB table format: https://github.com/google/leveldb/blob/main/doc/table_format.md; its log format: log_format.md
beside it. Blocks are Snappy-compressed.
"""

import base64
import contextlib
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import cramjam

TABLE_MAGIC = 0xDB4775248B80FB57
LOG_BLOCK = 32768


def find(folder: Path, words: list[str]) -> list[str]:
    """'word in file' for each of `words` that stands in any file below `folder`, in any of the forms."""
    forms = {word: list(dict.fromkeys(spellings(word))) for word in words}
    found = []
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.is_symlink():
            continue
        for content in contents(file):
            lowered = content.lower()
            found += [
                f"{word!r} in {file.relative_to(folder)}"
                for word, spelled in forms.items()
                if any(form in lowered for form in spelled)
            ]
    return sorted(set(found))


def spellings(word: str) -> Iterator[bytes]:
    """The bytes of a word in UTF-8, UTF-16, Latin-1 where it has that form, hex and base64 at three alignments; lower case."""
    for text in {word, word.replace(" ", "+"), word.replace(" ", "%20")}:
        plain = text.encode()
        yield plain.lower()
        yield plain.hex().encode()
        for encoding in ("utf-16-le", "utf-16-be"):
            yield text.encode(encoding).lower()
        if text.isascii() is False and all(ord(sign) < 256 for sign in text):
            yield text.encode("latin-1").lower()
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + plain + b"\0" * 3)
            yield coded[(shift * 8 + 5) // 6 : (shift + len(plain)) * 8 // 6].lower()


def contents(file: Path) -> Iterator[bytes]:
    try:
        raw = file.read_bytes()
    except OSError:
        return
    yield raw
    if file.suffix == ".ldb" or file.suffix == ".sst":
        yield b"\n".join(table_blocks(raw))
    if file.suffix == ".log":
        yield log_records(raw)
    yield from unzipped(raw)


def table_blocks(raw: bytes) -> Iterator[bytes]:
    """Every block of a LevelDB table, found through its index and unpacked; keys joined whole again."""
    if len(raw) < 48 or struct.unpack("<Q", raw[-8:])[0] != TABLE_MAGIC:
        return
    footer = raw[-48:-8]
    _, footer = handle(footer)
    index, _ = handle(footer)
    for _, value in entries(block(raw, *index)):
        where, _ = handle(value)
        for key, content in entries(block(raw, *where)):
            yield key + b"\n" + content


def block(raw: bytes, offset: int, size: int) -> bytes:
    content, kind = raw[offset : offset + size], raw[offset + size]
    return bytes(cramjam.snappy.decompress_raw(content)) if kind == 1 else content


def entries(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    restarts = struct.unpack("<I", content[-4:])[0]
    end, at, key = len(content) - 4 * (restarts + 1), 0, b""
    while at < end:
        shared, at = varint(content, at)
        unshared, at = varint(content, at)
        length, at = varint(content, at)
        key = key[:shared] + content[at : at + unshared]
        at += unshared
        yield key, content[at : at + length]
        at += length


def handle(content: bytes) -> tuple[tuple[int, int], bytes]:
    offset, at = varint(content, 0)
    size, at = varint(content, at)
    return (offset, size), content[at:]


def varint(content: bytes, at: int) -> tuple[int, int]:
    result = shift = 0
    while True:
        byte = content[at]
        at += 1
        result |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return result, at


def log_records(raw: bytes) -> bytes:
    """A LevelDB log without the seven-byte heads that split what is written across fragments."""
    parts = []
    for start in range(0, len(raw), LOG_BLOCK):
        at, end = start, min(start + LOG_BLOCK, len(raw))
        while at + 7 <= end:
            length = struct.unpack("<H", raw[at + 4 : at + 6])[0]
            parts.append(raw[at + 7 : min(at + 7 + length, end)])
            at += 7 + length
    return b"".join(parts)


def unzipped(raw: bytes) -> Iterator[bytes]:
    """What lies behind gzip heads inside a file (a cached answer)."""
    at = raw.find(b"\x1f\x8b\x08")
    tries = 0
    while at >= 0 and tries < 50:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(raw[at:], 8_000_000)
        at, tries = raw.find(b"\x1f\x8b\x08", at + 3), tries + 1
