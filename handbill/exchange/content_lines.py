"""Lines as calendars (RFC 5545, 3.1) and address books (RFC 6350, 3.2) want them: escaped, folded at 75 octets, CRLF."""

LONGEST = 75


def escaped(text: str) -> str:
    """A TEXT value: no control signs, a line break as backslash and n."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in text if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """One content line, broken between characters so that no part is over 75 octets, its end included."""
    parts, part, length = [], "", 0
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if length + octets > LONGEST:
            parts.append(part)
            part, length = " ", 1
        part, length = part + sign, length + octets
    return "\r\n".join([*parts, part]) + "\r\n"


def written(lines: list[str]) -> str:
    return "".join(folded(line) for line in lines)
