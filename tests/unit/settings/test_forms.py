"""Forms: what is accepted, what is refused, and that nothing crashes or discloses the value."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codementee_settings.forms import SCALARS, judge

DIGEST = "0123456789abcdef" * 4
ED25519 = "ssh-ed25519 " + base64.b64encode(b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + bytes(range(32))).decode() + " a@b"


def rsa(bits: int) -> str:
    modulus = b"\0" + (1 << (bits - 1)).to_bytes(bits // 8, "big")
    fields = (b"ssh-rsa", b"\x01\0\x01", modulus)
    return "ssh-rsa " + base64.b64encode(b"".join(len(f).to_bytes(4, "big") + f for f in fields)).decode()


GOOD: list[tuple[str, Any]] = [
    ("fqdn", "a.in"),
    ("fqdn", "xn--bcher-kva.example"),
    ("fqdn", "1.2.3.com"),
    ("email", "ops+alerts@a-b.co.in"),
    ("url", "https://a.in"),
    ("url", "https://a.in:8443/path?q=1"),
    ("mongodb_uri", "mongodb+srv://user:p%40ss@cluster0.ab1cd.mongodb.net/?retryWrites=true"),
    ("mongodb_uri", "mongodb+srv://user:pass@cluster0.ab1cd.mongodb.net"),
    ("mongodb_uri", "mongodb://u:p@a.b:27017,c.d:27018/db?replicaSet=rs0&tls=true"),
    ("mongodb_uri", "mongodb://u:p@a.b/?ssl=true"),
    ("image", f"registry.a.in:5000/codementee/backend@sha256:{DIGEST}"),
    ("image", f"ghcr.io/a/b:1.2.3@sha256:{DIGEST}"),
    ("integer", 5),
    ("integer", "5"),
    ("port", 65535),
    ("cidr", "10.0.0.0/8"),
    ("cidr", "2001:db8::/32"),
    ("ip", "::1"),
    ("address", "10.0.0.1"),
    ("address", "vps.a.in"),
    ("secret", "f3a1c09be7d24586aa10c3f29b6e8d17"),
    ("token", "dckr_pat_abcdef"),
    ("text", "one line"),
    ("boolean", False),
    ("path", "/etc/nginx/tls"),
    ("timezone", "Asia/Kolkata"),
    ("ssh_public_key", ED25519),
    ("ssh_public_key", rsa(4096)),
]

BAD: dict[str, list[Any]] = {
    "fqdn": [
        None,
        1,
        "",
        "host",
        "A.in",
        "a.in.",
        "-a.in",
        "a..in",
        "a b.in",
        "10.0.0.1",
        "a_b.in",
        "https://a.in",
        "a.in/path",
        "a.in:443",
        "é.in",
        "a.in\n",
        "x" * 64 + ".in",
        ".in",
    ],
    "email": [
        None,
        "a",
        "@a.in",
        "a@",
        "a@b",
        "a b@c.in",
        ".a@b.in",
        "a..b@c.in",
        "a@b@c",
        "a@b.in\n",
    ],
    "url": [
        None,
        "http://a.in",
        "a.in",
        "https://",
        "https://a",
        "https://u:p@a.in",
        "https://a.in#x",
        "https://a.in:99999",
        "https://a.in:x",
        "https://a.in:0",
        "https://a.in/ b",
        "ftp://a.in",
        "https://[::1",
    ],
    "mongodb_uri": [
        None,
        "",
        "mongodb",
        "http://a.in",
        "mongodb://a.b/?tls=true",
        "mongodb://u@a.b/?tls=true",
        "mongodb://u:p@a.b",
        "mongodb://u:p@a.b/?tls=false",
        "mongodb+srv://u:p@a.b.c/?tls=false",
        "mongodb+srv://u:p@a.b.c/?ssl=FALSE",
        "mongodb+srv://u:p@a.b.c:27017/",
        "mongodb+srv://u:p@a.b.c,d.e.f/",
        "mongodb+srv://u:p@10.0.0.1/",
        "mongodb+srv://u:p@cluster/",
        "mongodb+srv://u:p@ss@a.b.c/",
        "mongodb+srv://u:p/ss@a.b.c/",
        "mongodb+srv://u:p:q@a.b.c/",
        "mongodb+srv://u:p@a.b.c/?tlsInsecure=true",
        "mongodb+srv://u:p@a.b.c/?tlsAllowInvalidCertificates=true",
        "mongodb+srv://u:p@a.b.c/?tlsAllowInvalidHostnames=",
        "mongodb://u:p@a.b:0/?tls=true",
        "mongodb://u:p@a.b:99999/?tls=true",
        "mongodb://u:p@a.b:/?tls=true",
        "mongodb+srv://u:p@a.b.c/\n",
    ],
    "image": [
        None,
        "nginx",
        "nginx:latest",
        "a.in/b:1",
        f"nginx@sha256:{DIGEST}",
        "a.in/b@sha256:abc",
        f"a.in/B@sha256:{DIGEST}",
        f"a.in/b@sha512:{DIGEST}",
        f"a.in//b@sha256:{DIGEST}",
        f"a.in/b@sha256:{DIGEST}0",
    ],
    "integer": [
        None,
        True,
        1.5,
        "1.5",
        "",
        "x",
        "٣",
        [1],
    ],
    "port": [
        0,
        -1,
        65536,
        "http",
        True,
    ],
    "cidr": [
        None,
        "",
        "10.0.0.0",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10/8",
        "x/8",
        10,
    ],
    "ip": [
        None,
        "",
        "10.0.0",
        "256.0.0.1",
        "10.0.0.0/8",
        1,
    ],
    "address": [
        "vps",
        "",
        None,
        "10.0.0.256",
    ],
    "secret": [
        None,
        12345678,
        "",
        "short",
        "a" * 64,
        "ab" * 32,
        " " + "f3a1c09be7d24586aa10c3f29b6e8d17",
        "f3a1c09be7d24586aa10c3f2passw0rd9b",
        "f3a1c09be7d24586\naa10c3f29b6e8d17",
    ],
    "token": [
        None,
        "",
        "short",
        "line\nbreak",
        1234567890,
    ],
    "text": [
        None,
        "",
        " ",
        "a\nb",
        " a",
        "x" * 256,
    ],
    "boolean": [
        None,
        0,
        1,
        "true",
        "yes",
    ],
    "path": [
        None,
        "",
        "etc",
        "/a/../b",
        "/a b",
    ],
    "timezone": [
        None,
        "",
        "IST+5",
        "Asia/Nowhere",
    ],
    "ssh_public_key": [
        None,
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-dss AAAA a",
        ED25519[:-20],
        rsa(2048),
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        f"{ED25519}\n{ED25519}",
        ED25519.replace("ed25519", "rsa", 1),
    ],
    "certificate": [
        None,
        "",
        "x",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
    ],
}


@pytest.mark.parametrize(("form", "value"), GOOD)
def test_a_sound_value_is_accepted(form: str, value: Any) -> None:
    assert judge(value, {"form": form}) is None


@pytest.mark.parametrize(("form", "value"), [(form, value) for form, values in BAD.items() for value in values])
def test_an_unsound_value_is_refused(form: str, value: Any) -> None:
    assert judge(value, {"form": form})


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("form", sorted(SCALARS))
@given(value=anything, many=st.booleans())
@settings(max_examples=60, deadline=None, database=None)
def test_no_value_makes_a_form_crash(form: str, value: Any, many: bool) -> None:
    judge(value, {"form": form, "list": many, "choices": ["a"], "keys": {"a": {"form": "fqdn"}}})


@pytest.mark.parametrize("form", ["secret", "token", "mongodb_uri", "ssh_public_key", "url", "text"])
@given(value=st.text(alphabet="abcxyz019@:/%?&=_-", min_size=12, max_size=60))
@settings(max_examples=60, deadline=None, database=None)
def test_what_is_said_never_repeats_the_value(form: str, value: str) -> None:
    assert value not in (judge(value, {"form": form}) or "")


def test_a_list_is_judged_item_by_item() -> None:
    options = {"form": "cidr", "list": True}
    assert judge([], options) == "has fewer than 1 item(s)"
    assert judge([], {**options, "min_items": 0}) is None
    assert judge("10.0.0.0/8", options) == "is not a list"
    assert (
        judge(["10.0.0.0/8", "10.0.0.1/8"], options)
        == "has an item (number 2) that has host bits set: the network is 10.0.0.0/8"
    )
    assert judge(["10.0.0.0/8", "10.0.0.0/8"], options) == "has the same item twice (number 2)"


def test_a_mapping_is_judged_key_by_key() -> None:
    options = {"form": "mapping", "keys": {"a": {"form": "port"}, "b": {"form": "fqdn"}}}
    assert judge({"a": 1, "b": "a.in"}, options) is None
    assert judge({"a": 1}, options) == "has no key b"
    assert judge({"a": 0, "b": "a.in"}, options) == "has a key a that is below 1"


def test_options_narrow_a_form() -> None:
    assert judge("https://a.in/x", {"form": "url", "allow_path": False})
    assert judge("https://10.0.0.1:9000", {"form": "url", "allow_ip": True}) is None
    assert judge("https://10.0.0.256:9000", {"form": "url", "allow_ip": True})
    assert judge("0.0.0.0/0", {"form": "cidr", "min_prefix": 8}) == "is wider than /8"
    assert judge(11, {"form": "integer", "min": 1, "max": 10}) == "is above 10"
    assert judge("a b", {"form": "text", "pattern": "[a-z]+"})
    assert judge("b", {"form": "enum", "choices": ["a"]})
    assert judge(True, {"form": "enum", "choices": [1]})
