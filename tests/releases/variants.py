"""Releases made of the present one: the same images with one small thing added, good or bad."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from acceptance.support.settings import REPOSITORY

RECIPES = Path(__file__).parent / "variants"
PUSH = REPOSITORY / "molecule" / "sandbox" / "push-image"
BASE = REPOSITORY / ".sandbox" / "release.yml"
NAMESPACE = "codementee"
# What says which release it is and is built for each; cache and router are built only when they change.
APPLICATION = ("backend", "frontend")
EVERYTHING = (*APPLICATION, "cache", "router")
# Which images a variant changes; the others are the present release's.
CHANGED: Mapping[str, tuple[str, ...]] = {
    "good": EVERYTHING,
    "application": APPLICATION,
    "image-missing": (),
    "never-healthy": ("backend",),
    "crashes-after-healthy": ("backend",),
    "errors": ("backend",),
    "slow": ("backend",),
    "failing-migration": ("backend",),
    "smoke-fails": ("backend",),
}
NOWHERE = "sha256:" + "0" * 63 + "1"


@dataclass(frozen=True)
class Release:
    """A release that can be deployed."""

    name: str
    manifest: Path
    images: Mapping[str, str]

    @property
    def content(self) -> dict[str, Any]:
        return {"release": self.name, "images": dict(self.images)}


class Press:
    """Builds and pushes variants of the release that `make up` built. Each name is built once a session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Release] = {}
        self._tags: list[str] = []
        # Another content in every session, so that nothing is on the servers already.
        self._session = secrets.token_hex(3)

    def base(self) -> Release:
        """The release the sandbox came up with."""
        content = yaml.safe_load(BASE.read_text(encoding="utf-8"))
        return self._written(str(content["release"]), content["images"])

    def release(self, variant: str) -> Release:
        if variant not in self._made:
            self._made[variant] = self._make(variant)
        return self._made[variant]

    def _make(self, variant: str) -> Release:
        base, name = self.base(), f"{self._session}-{variant}"
        images = dict(base.images)
        for image in CHANGED[variant]:
            images[image] = self._image(variant, image, base, name)
        if variant == "image-missing":
            images["backend"] = f"{images['backend'].partition('@')[0]}@{NOWHERE}"
        return self._written(name, images)

    def _image(self, variant: str, image: str, base: Release, name: str) -> str:
        tag = f"{NAMESPACE}/{image}:{name}"
        # Of the classic builder, which the sandbox's engine has; of seconds, for it adds one layer.
        command = ["docker", "build", "--quiet", "--tag", tag, "--file", str(RECIPES / variant / "Dockerfile")]
        command += ["--build-arg", f"IMAGE={NAMESPACE}/{image}:{base.name}", "--build-arg", f"REVISION={name}"]
        run([*command, str(RECIPES)])
        self._tags.append(tag)
        repository = base.images[image].partition("@")[0]
        return f"{repository}@{run([str(PUSH), tag, f'{repository}:{name}'])}"

    def _written(self, name: str, images: Mapping[str, str]) -> Release:
        path = self._folder / f"{name}.yml"
        if not path.exists():
            created = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
            content = {"release": name, "created": created, "images": dict(images)}
            path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        return Release(name, path, images)

    def close(self) -> None:
        """Take the variants off this machine; the registry keeps them until the sandbox goes."""
        if self._tags:
            run(["docker", "image", "rm", *self._tags])


def run(command: list[str]) -> str:
    """Run a command; returns what it printed last."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=180, check=False, env=os.environ | {"DOCKER_BUILDKIT": "0"}
    )
    assert done.returncode == 0, f"{command[:2]} failed: {done.stderr.strip()[-1500:]}"
    return done.stdout.strip().splitlines()[-1]
