"""Write the SBOM of one image and print its SHA-256; playbooks/build.yml calls it for every image it pushes."""

from __future__ import annotations

import argparse
import datetime
import hashlib
from collections.abc import Sequence
from pathlib import Path

from codementee_sbom import archive, packages
from codementee_sbom.document import Image, render


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="codementee_sbom", description=(__doc__ or "").split(";", maxsplit=1)[0])
    parser.add_argument("--archive", type=Path, required=True, help="the image's file system, by docker export")
    parser.add_argument("--reference", required=True, help="registry/name@sha256:…")
    parser.add_argument("--release", required=True)
    parser.add_argument("--created", type=datetime.datetime.fromisoformat, required=True, help="with its time zone")
    parser.add_argument("--npm-lock", type=Path, help="package-lock.json of what was built into the image")
    parser.add_argument("--output", type=Path, required=True)
    said = parser.parse_args(arguments)
    try:
        contents = archive.read(said.archive)
        found = packages.debian(contents.dpkg_status, contents.distribution)
        found += packages.python(contents.python_metadata)
        if said.npm_lock:
            found += packages.npm(said.npm_lock.read_text(encoding="utf-8"))
        text = render(Image(said.reference, said.release, said.created), found)
    except ValueError as error:
        raise SystemExit(f"No SBOM for {said.reference}: {error}. Nothing was written.") from error
    said.output.write_text(text, encoding="utf-8")
    print(hashlib.sha256(text.encode()).hexdigest())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
