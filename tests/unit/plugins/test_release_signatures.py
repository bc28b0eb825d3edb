"""What passed in one environment, said so that the next one can verify it, and nobody else can say it."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from checkout import ROOT, load_plugin

signatures = load_plugin(ROOT / "plugins/filter/release_signatures.py")
SECRET, OTHER = "staging-" * 8, "another-" * 8
MANIFEST = "release: 3f2c1e9\nimages: {}\n"


def test_the_next_environment_verifies_with_the_public_half_alone() -> None:
    public = signatures.release_public_key(SECRET, "release@staging")
    assert public.startswith("ssh-ed25519 AAAA")
    assert public.endswith(" release@staging")
    assert SECRET not in public
    assert signatures.release_signed(MANIFEST, signatures.release_sign(MANIFEST, SECRET) + "\n", public)


@pytest.mark.parametrize(
    ("manifest", "signature", "public"),
    [
        (MANIFEST + " ", signatures.release_sign(MANIFEST, SECRET), signatures.release_public_key(SECRET)),
        (MANIFEST, signatures.release_sign(MANIFEST, OTHER), signatures.release_public_key(SECRET)),
        (MANIFEST, signatures.release_sign(MANIFEST, SECRET), signatures.release_public_key(OTHER)),
        (MANIFEST, "not base64 at all!", signatures.release_public_key(SECRET)),
        (MANIFEST, "", signatures.release_public_key(SECRET)),
        (MANIFEST, signatures.release_sign(MANIFEST, SECRET), "no key"),
        (MANIFEST, signatures.release_sign(MANIFEST, SECRET), ""),
    ],
    ids=["other manifest", "other signer", "other key", "no base64", "empty", "no key", "empty key"],
)
def test_anything_else_is_no_signature(manifest: str, signature: str, public: str) -> None:
    assert not signatures.release_signed(manifest, signature, public)


def test_a_vault_without_the_secret_is_told() -> None:
    with pytest.raises(AnsibleFilterError, match="vault_release_signing_key"):
        signatures.release_sign(MANIFEST, "short")
