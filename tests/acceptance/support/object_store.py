"""The store of backups as its keys see it, and out of order on request where it is the sandbox's."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from .server import Server
from .settings import Environment

KEYS = "/etc/codementee/backup/primary.env"


@dataclass(frozen=True)
class Version:
    """One version of one object."""

    key: str
    id: str


class ObjectStore:
    """The bucket, by one key."""

    def __init__(self, environment: Environment, access_key: str, secret_key: str) -> None:
        self.bucket = str(environment.get("backup_store_bucket"))
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=environment.get("backup_store_endpoint"),
            region_name="us-east-1",
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            verify=environment.get("backup_store_ca_file"),
            config=Config(retries={"total_max_attempts": 1}),
        )

    @classmethod
    def of_server(cls, environment: Environment, server: Server) -> ObjectStore:
        """By the key that lies on that server."""
        found = dict(line.split("=", 1) for line in server.run(f"cat {KEYS}").splitlines() if line)
        return cls(environment, found["AWS_ACCESS_KEY_ID"], found["AWS_SECRET_ACCESS_KEY"])

    @classmethod
    def of_administrator(cls, environment: Environment) -> ObjectStore:
        """By the key that never leaves the control machine."""
        return cls(environment, environment.get("backup_store_access_key"), environment.get("backup_store_secret_key"))

    def versions(self, prefix: str) -> list[Version]:
        """By key, of one key the newest first; markers of removal are not among them."""
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=prefix)
        return [Version(found["Key"], found["VersionId"]) for page in pages for found in page.get("Versions", [])]

    def content(self, version: Version) -> bytes:
        body: bytes = self.client.get_object(Bucket=self.bucket, Key=version.key, VersionId=version.id)["Body"].read()
        return body


def refusal(call: Callable[..., Any], **arguments: Any) -> str | None:
    """The code the store refuses it with; None when it did it."""
    try:
        call(**arguments)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return None


@contextmanager
def out_of_order(environment: Environment, kind: str, **how: object) -> Iterator[None]:
    """The sandbox's store while it is `unavailable`, `slow`, `denying` or `hanging` (its service sandbox-s3)."""
    trusted = ssl.create_default_context(cafile=environment.get("backup_store_ca_file"))
    address = urlsplit(str(environment.get("backup_store_endpoint"))).netloc

    def say(fault: dict[str, object]) -> None:
        with closing(HTTPSConnection(address, context=trusted, timeout=10)) as store:
            store.request("PUT", "/_sandbox/fault", json.dumps(fault), {"Content-Type": "application/json"})
            assert store.getresponse().status == 200

    say({"kind": kind, **how})
    try:
        yield
    finally:
        say({"kind": None})
