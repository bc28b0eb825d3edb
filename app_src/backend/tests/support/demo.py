"""Everything the API needs, with demonstration data, until told to stop: ``run-demo`` starts it in a container."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.databases import Mongod, Valkey
from tests.support.processes import Server

BIN = Path(sys.executable).parent
CACHE_PASSWORD = "demonstration-only"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        with Mongod(directory, replica_set=True) as mongod, Valkey(directory, password=CACHE_PASSWORD) as valkey:
            mongod.started()
            valkey.started()
            (directory / "mongodb_uri").write_text(mongod.uri)
            (directory / "cache_password").write_text(valkey.password)
            environment = os.environ | {
                "CODEMENTEE_SECRETS_DIR": name,
                "CODEMENTEE_CACHE_PORT": str(valkey.port),
                "CODEMENTEE_DRAIN_SECONDS": "0",
            }
            for command in ("migrate", "seed", "demo"):
                subprocess.run([f"{BIN}/codementee", command], env=environment, check=True)
            worker_environment = environment | {"CODEMENTEE_METRICS_PORT": "9001"}
            with Server([f"{BIN}/codementee-worker"], directory / "worker.log", worker_environment):
                subprocess.run([f"{BIN}/codementee-api"], env=environment, check=False)


if __name__ == "__main__":
    main()
