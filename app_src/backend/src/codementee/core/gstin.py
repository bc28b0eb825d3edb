"""GSTINs: whether one can be right, and which state it belongs to."""

import re

_FORM = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def gstin_problem(value: str) -> str | None:
    """What is wrong with it, as a sentence; None for a GSTIN of the right form and check digit."""
    if not _FORM.fullmatch(value):
        return "not a GSTIN; expected 15 characters such as 29ABCDE1234F1ZW"
    if _check_digit(value[:14]) != value[14]:
        return "the GSTIN's check digit does not fit; one of the characters is mistyped"
    return None


def state_code(gstin: str) -> str:
    """The state it is registered in, two digits."""
    return gstin[:2]


def _check_digit(body: str) -> str:
    # Every second digit counts double, and a product of two digits (to the base of 36) counts as their sum.
    total = 0
    for position, character in enumerate(body):
        product = _DIGITS.index(character) * (1 + position % 2)
        total += product // 36 + product % 36
    return _DIGITS[-total % 36]
