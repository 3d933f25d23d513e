"""What is said of one mail by whoever could not deliver it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    reference: str  # the number that we gave the mail
    status: str  # RFC 3463, such as 5.1.1
    is_final: bool  # given up; else delayed, relayed, delivered
