"""Phone numbers by a group's default country: stored and dialled in E.164, shown in national form."""


def e164(text: str, country: str) -> str | None:
    """+447700900143 for what a person typed, or None for what no country could dial. Odd but possible numbers pass."""
    number = _parsed(text, country)
    if number is None:
        return None
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(text: str, country: str) -> str:
    """07700 900143 at home, +33 6 12 34 56 78 from elsewhere; what cannot be read stays as typed."""
    number = _parsed(text, country)
    if number is None:
        return text
    import phonenumbers

    form = phonenumbers.PhoneNumberFormat
    at_home = phonenumbers.region_code_for_country_code(number.country_code) == country
    return phonenumbers.format_number(number, form.NATIONAL if at_home else form.INTERNATIONAL)


def _parsed(text: str, country: str):
    """Importing libphonenumber costs 50 ms, so only whoever needs a number pays."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
