"""playbooks/build.yml with a made-up engine: what it asks of it, and what it writes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from checkout import ROOT, read_yaml
from playbooks import Copy, Run
from plugins.test_sbom import LOCK, filesystem

REGISTRY = "registry.example.com:5000"
PASSWORD = "correct-horse"
CREDENTIALS = ("-e", "build_registry_username=ci", "-e", f"build_registry_password={PASSWORD}")
PLAY: dict[str, Any] = read_yaml(ROOT / "playbooks/build.yml")[0]
ALL = {image["name"]: image for image in PLAY["vars"]["build_images"]}
# Two of the four, one with npm's packages and one without, are enough to see what is done with each.
IMAGES = ("frontend", "cache")
BASE = "b" * 64
# Remembers its arguments, and who it is told to be; knows every image's digest and one file system for all of them;
# refuses the command it is told to refuse. Pulls nothing but the base and what was pushed before.
DOCKER = """#!/bin/sh
printf '%s\\n' "$*" >>{log}
[ "$1" != "$(cat {refused})" ] || {{ echo unauthorized >&2; exit 1; }}
case "$1" in
  login) printf 'password %s, kept in %s\\n' "$(cat)" "$DOCKER_CONFIG" >>{log} ;;
  pull) for last; do :; done; case "$last" in debian:*) ;; *) grep -qx "push --quiet $last" {history} ;; esac ;;
  push) printf '%s\\n' "$*" >>{history} ;;
  image)
    for last; do :; done
    case "$last" in
      debian:*) echo "sha256:$(cat {base})" ;;
      *) echo "${{last%:*}}@sha256:$(printf %s "$last" | sha256sum | cut -d' ' -f1)" ;;
    esac ;;
  create) echo c0ffee ;;
  export) cat {archive} ;;
esac
"""


@dataclasses.dataclass(frozen=True)
class Workshop:
    """A checkout with an engine that only pretends."""

    copy: Copy

    @property
    def manifest(self) -> Path:
        return self.copy.root / "out/release.yml"

    def read(self) -> dict[str, Any]:
        content: dict[str, Any] = yaml.safe_load(self.manifest.read_text(encoding="utf-8"))
        return content

    @property
    def log(self) -> list[str]:
        path = self.copy.root / "docker.log"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def build(self, *arguments: str, refused: str = "") -> Run:
        (self.copy.root / "docker.log").unlink(missing_ok=True)
        (self.copy.root / "refused").write_text(refused, encoding="utf-8")
        fewer = json.dumps({"build_images": [ALL[image] for image in IMAGES]})
        said = ("-e", f"build_manifest={self.manifest}", "-e", fewer, *arguments)
        return self.copy.run("staging", "playbooks/build.yml", *said, password=None, path=str(self.copy.root / "tools"))

    def commit(self, name: str) -> None:
        (self.copy.root / "app_src" / name).write_text(name, encoding="utf-8")
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
        for command in (["add", "app_src"], [*identity, "commit", "--quiet", "--message", name]):
            subprocess.run(["git", *command], cwd=self.copy.root, check=True)


def open_workshop(root: Path) -> Workshop:
    made = Workshop(Copy.make(root))
    made.copy.set("staging", {"app_registry_host": REGISTRY})
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    (root / "app_src/frontend").mkdir(parents=True)
    (root / "app_src/images/cache").mkdir(parents=True)
    (root / "app_src/frontend/package-lock.json").write_text(json.dumps(LOCK), encoding="utf-8")
    (root / "app_src/images/cache/Dockerfile").write_text("FROM scratch\n", encoding="utf-8")
    made.commit("first")
    (root / "base").write_text(BASE, encoding="utf-8")
    (root / "out").mkdir()
    (root / "tools").mkdir()
    docker = root / "tools/docker"
    archive = filesystem(root / "image.tar")
    docker.write_text(
        DOCKER.format(
            log=root / "docker.log",
            history=root / "pushed.log",
            refused=root / "refused",
            archive=archive,
            base=root / "base",
        ),
        encoding="utf-8",
    )
    docker.chmod(0o755)
    return made


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return open_workshop(tmp_path)


@dataclasses.dataclass(frozen=True)
class Built:
    """One build that went well, for all tests that only look at what it left."""

    workshop: Workshop
    run: Run
    log: list[str]
    manifest: dict[str, Any]

    def tag(self, image: str) -> str:
        """The release for what says which one it is; else the folder's revision, here the same, and the base."""
        release: str = self.manifest["release"]
        return release if ALL[image].get("says_release") else f"{release}-{BASE[:8]}"

    def document(self, image: str) -> bytes:
        return (self.workshop.manifest.parent / f"sbom/{image}.cdx.json").read_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    workshop = open_workshop(tmp_path_factory.mktemp("workshop"))
    run = workshop.build(*CREDENTIALS)
    assert run.code == 0, run.output
    return Built(workshop, run, workshop.log, workshop.read())


def test_the_manifest_names_the_release_its_date_its_images_and_their_sboms(built: Built) -> None:
    assert list(built.manifest) == ["release", "created", "images", "sboms"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", built.manifest["created"])
    assert tuple(built.manifest["images"]) == tuple(built.manifest["sboms"]) == IMAGES
    for image in IMAGES:
        digest = hashlib.sha256(f"{REGISTRY}/codementee/{image}:{built.tag(image)}".encode()).hexdigest()
        assert built.manifest["images"][image] == f"{REGISTRY}/codementee/{image}@sha256:{digest}"
        assert built.manifest["sboms"][image] == hashlib.sha256(built.document(image)).hexdigest()
        about = json.loads(built.document(image))["metadata"]
        assert about["component"]["version"] == built.tag(image)
        assert about["component"]["hashes"][0]["content"] == digest
        assert about["timestamp"] == built.manifest["created"].replace("Z", "+00:00")


@pytest.mark.parametrize("image", IMAGES)
def test_only_the_frontend_has_packages_of_npm(built: Built, image: str) -> None:
    kinds = {component["purl"].split("/")[0] for component in json.loads(built.document(image))["components"]}
    assert kinds == {"pkg:deb", "pkg:pypi"} | ({"pkg:npm"} if image == "frontend" else set())


def test_images_are_labelled_with_their_revision_and_date(built: Built) -> None:
    builds = [line for line in built.log if line.startswith("build ")]
    assert len(builds) == len(IMAGES)
    for image, line in zip(IMAGES, builds, strict=True):
        assert f"--tag codementee/{image}:{built.tag(image)} " in line
        assert f"--build-arg REVISION={built.tag(image)} " in line
        assert f"--build-arg CREATED={built.manifest['created']} " in line


def test_all_images_of_the_platform_are_built() -> None:
    assert list(ALL) == ["backend", "frontend", "cache", "router"]


@pytest.mark.parametrize("image", ALL.values(), ids=ALL)
def test_every_image_carries_the_labels(image: dict[str, str]) -> None:
    text = (ROOT / image["context"] / "Dockerfile").read_text(encoding="utf-8")
    # The stage that is deployed; a label of another one is not in the image.
    stages = re.split(r"(?m)^(?=FROM )", text)[1:]
    target = image.get("target")
    [stage] = [part for part in stages if target is None or re.match(rf"FROM \S+ AS {target}\n", part)]
    for label in (
        f'title="codementee-{image["name"]}"',
        'licenses="LicenseRef-Proprietary"',
        'revision="${REVISION}"',
        'created="${CREATED}"',
    ):
        assert f"org.opencontainers.image.{label}" in stage
    assert {"REVISION", "CREATED"} <= set(re.findall(r"(?m)^ARG (\w+)=", stage))


def test_the_registrys_password_is_used_and_kept_nowhere(built: Built) -> None:
    assert f"login --username ci --password-stdin {REGISTRY}" in built.log
    [kept] = [line.rpartition("kept in ")[2] for line in built.log if line.startswith(f"password {PASSWORD}, kept in ")]
    assert not Path(kept).exists()
    assert PASSWORD not in built.run.output
    written = [path for path in built.workshop.manifest.parent.rglob("*") if path.is_file()]
    assert [path for path in written if PASSWORD in path.read_text(encoding="utf-8")] == []


def test_no_container_is_left_behind(built: Built) -> None:
    verbs = [line.split()[0] for line in built.log]
    assert verbs.count("create") == verbs.count("rm") == len(IMAGES)


def test_a_revision_that_is_in_the_manifest_is_not_built_again(built: Built) -> None:
    before = built.workshop.manifest.read_bytes()
    run = built.workshop.build()
    assert run.code == 0, run.output
    assert built.workshop.log == []
    assert built.workshop.manifest.read_bytes() == before


@pytest.mark.parametrize("other", ["registry", "revision"])
def test_another_registry_or_revision_is_built(workshop: Workshop, other: str) -> None:
    name = subprocess.run(
        [ROOT / "playbooks/files/release-name"], cwd=workshop.copy.root, check=True, capture_output=True, text=True
    ).stdout.strip()
    images = {image: f"{REGISTRY}/codementee/{image}@sha256:{'0' * 64}" for image in IMAGES}
    workshop.manifest.write_text(yaml.safe_dump({"release": name, "images": images}), encoding="utf-8")
    if other == "revision":
        workshop.commit("second")
    # That it begins is enough here.
    registry = "elsewhere.example.com" if other == "registry" else REGISTRY
    run = workshop.build("-e", f"build_registry={registry}", refused="build")
    assert run.code != 0
    verbs = [line.split()[0] for line in workshop.log]
    assert verbs[-1] == "build"
    assert "push" not in verbs


@pytest.mark.parametrize("base", [BASE, "c" * 64], ids=["same-base", "newer-base"])
def test_an_image_is_built_again_when_its_folder_or_its_base_changed(workshop: Workshop, base: str) -> None:
    assert workshop.build().code == 0
    before = workshop.read()
    workshop.commit("second")
    (workshop.copy.root / "base").write_text(base, encoding="utf-8")
    assert workshop.build().code == 0
    after = workshop.read()
    built = {line.split()[3].split("/")[1].split(":")[0] for line in workshop.log if line.startswith("build ")}
    changed = {image for image in IMAGES if before["images"][image] != after["images"][image]}
    documents = {image for image in IMAGES if before["sboms"][image] != after["sboms"][image]}
    assert built == changed == documents == ({"frontend"} if base == BASE else set(IMAGES))


def test_a_push_that_fails_leaves_no_manifest_and_no_credential(workshop: Workshop) -> None:
    run = workshop.build(*CREDENTIALS, refused="push")
    assert run.code != 0
    assert not workshop.manifest.exists()
    [kept] = [line.rpartition("kept in ")[2] for line in workshop.log if "kept in " in line]
    assert not Path(kept).exists()


def test_a_check_builds_nothing(workshop: Workshop) -> None:
    run = workshop.build("--check")
    assert run.code == 0, run.output
    assert workshop.log == []
    assert list(workshop.manifest.parent.iterdir()) == []
    assert f"would be built and pushed to {REGISTRY}" in run.results[-1]["msg"]


def test_without_a_registry_it_says_what_to_give(workshop: Workshop) -> None:
    for name in ("zz_test.yml", "app.yml"):
        (workshop.copy.folder("staging") / name).unlink()
    run = workshop.build()
    assert run.code != 0
    assert "-e build_registry=HOST:PORT" in run.output
