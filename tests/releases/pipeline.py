"""Two environments, one after the other: what passed in the first may go to the second, and nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from acceptance.support import settings
from acceptance.support.server import Server
from acceptance.support.settings import REPOSITORY, Environment
from faults.operator import Run

from .ledger import Ledger
from .operator import Operator
from .variants import Release

STAGING = REPOSITORY / "inventories" / "sandbox_staging"
KEY = re.compile(r"ssh-ed25519 [A-Za-z0-9+/=]+")


@dataclass(frozen=True)
class Stage:
    """An environment with its operator and its records."""

    environment: Environment
    operator: Operator
    ledger: Ledger

    def serve(self, release: Release) -> None:
        if self.ledger.current()["release"] != release.name:
            self.operator.deploy(release.manifest, release_watch_seconds=5).succeeded()


class Pipeline:
    """From staging to production: the sandbox takes only what staging has attested."""

    def __init__(self, staging: Stage, production: Stage) -> None:
        self.staging = staging
        self.production = production
        self._name = staging.environment.name
        said = staging.operator.make("release-key").succeeded().text
        found = KEY.search(said)
        assert found is not None, f"make release-key says no key:\n{said[-2000:]}"
        self._key = found[0]

    def signature(self, manifest: Path) -> Path:
        """Where attesting leaves its signature, and where the next environment looks for it."""
        return manifest.with_name(f"{manifest.name}.{self._name}.sig")

    def accept(self, release: Release) -> Run:
        return self.staging.operator.make("accept", f"MANIFEST={release.manifest}")

    def attest(self, manifest: Path) -> Run:
        return self.staging.operator.make("attest", f"MANIFEST={manifest}")

    def promote(self, manifest: Path) -> Run:
        """Deploy to the environment that insists on staging's word."""
        gate = {"release_promoted_from": self._name, "release_promotion_public_key": self._key}
        return self.production.operator.deploy(manifest, **gate)

    def with_signature_of(self, other: Path, manifest: Path) -> None:
        """Somebody in a hurry: the signature of another release laid beside this one."""
        shutil.copy2(self.signature(other), self.signature(manifest))


@contextmanager
def staging_of_the_sandbox() -> Iterator[Stage]:
    """The sandbox's second environment, with server, names, vault and database of its own; made if it is not there."""
    operator = Operator(STAGING.name)
    operator.make("staging").succeeded()
    environment = settings.load(STAGING)
    server = Server(environment, environment.edge)
    try:
        yield Stage(environment, operator, Ledger(environment, server))
    finally:
        server.close()
