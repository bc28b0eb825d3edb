"""Amounts the way Indian documents show them: ₹1,23,456.00, and in words."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10_000_000, "crore"), (100_000, "lakh"), (1_000, "thousand"), (100, "hundred"))


def rupees(paise: int) -> str:
    """``123456_00`` paise as "1,23,456.00": groups of two above the first thousand."""
    sign, (whole, rest) = "-" if paise < 0 else "", divmod(abs(paise), 100)
    digits = str(whole)
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{sign}{','.join([*groups, tail])}.{rest:02d}"


def rupees_in_words(paise: int) -> str:
    """ "Rupees one thousand nine hundred ninety-nine only"; paise only where there are any. Not negative."""
    whole, rest = divmod(paise, 100)
    words = f"Rupees {_words(whole)}"
    return f"{words} and {_words(rest)} paise only" if rest else f"{words} only"


def _words(number: int) -> str:
    for size, name in _SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            words = f"{_words(head)} {name}"
            return f"{words} {_words(rest)}" if rest else words
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]
