"""The filter that writes the application's key file."""

from __future__ import annotations

import pytest

from plugins.filter.signing_keys import signing_key_lines


def test_one_line_per_key_in_the_order_given() -> None:
    lines = signing_key_lines(["new", "old"]).split("\n")
    assert [line.partition(":")[2] for line in lines] == ["new", "old"]
    assert len({line.partition(":")[0] for line in lines}) == 2


def test_a_key_keeps_its_id_when_another_comes_before_it() -> None:
    assert signing_key_lines(["new", "old"]).split("\n")[1] == signing_key_lines(["old"])


@pytest.mark.parametrize("key", ["", " a", "a\nb"])
def test_keys_that_would_read_as_something_else_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="signing key"):
        signing_key_lines(["good", key])
