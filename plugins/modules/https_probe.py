"""Ask one server for pages over verified HTTPS, whatever the name resolves to."""

from __future__ import annotations

import datetime
import http.client
import json
import socket
import ssl
import time
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: https_probe
short_description: Ask one server for pages over verified HTTPS
description:
  - Connects to O(address), speaks TLS for O(host), verifies the certificate against the system's authorities or
    O(ca_file), and answers with status, headers, body and what the certificate says.
  - Unlike M(ansible.builtin.uri) it does not depend on what O(host) resolves to, so that a server can be verified
    before DNS points to it, and each server of several behind one name. Verification cannot be switched off.
  - A redirect is an answer, it is not followed. Nothing is changed.
options:
  address:
    description: IP address or name of the server.
    type: str
    required: true
  host:
    description: The name asked for, in TLS and in the request.
    type: str
    required: true
  path:
    description: Path and query.
    type: str
    default: /
  paths:
    description: Several instead of O(path), asked for one after the other; see RV(answers).
    type: list
    elements: str
    default: []
  port:
    description: TCP port.
    type: int
    default: 443
  ca_file:
    description: File with the certificate authorities to trust; empty for the system's.
    type: str
    default: ""
  timeout_seconds:
    description: Time limit of every network operation.
    type: int
    default: 10
author: Codementee
"""

EXAMPLES = r"""
- name: Ask the new server before DNS points to it
  https_probe:
    address: 203.0.113.10
    host: interviews.example.com
    path: /api/health/ready
  delegate_to: localhost
"""

RETURN = r"""
answers:
  description: With O(paths), for each its C(path) and what is otherwise returned itself.
  returned: success
  type: list
status: {description: Status code., returned: success, type: int}
headers: {description: "Headers, names in lower case.", returned: success, type: dict}
body: {description: The first 64 KiB of the body., returned: success, type: str}
json: {description: The body where it is JSON., returned: success, type: raw}
elapsed_ms: {description: From connecting to the end of the body., returned: success, type: int}
tls_version: {description: "For instance V(TLSv1.3).", returned: success, type: str}
certificate:
  description: What the server's certificate says.
  returned: success
  type: dict
  sample: {not_after: "2027-02-20T08:00:00Z", days_left: 89, issuer: "R11", names: [interviews.example.com]}
"""

_MAX_BODY = 64 * 1024


class _Connection(http.client.HTTPSConnection):
    """HTTPS to a given address instead of the one the name resolves to."""

    def __init__(self, address: str, host: str, port: int, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._address = address
        self._tls = context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock: ssl.SSLSocket = self._tls.wrap_socket(plain, server_hostname=self.host)


def certificate_facts(certificate: dict[str, Any], now: float) -> dict[str, Any]:
    expires = ssl.cert_time_to_seconds(certificate["notAfter"])
    issuer = {key: value for group in certificate.get("issuer", ()) for key, value in group}
    moment = datetime.datetime.fromtimestamp(expires, tz=datetime.UTC)
    return {
        "not_after": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "days_left": int((expires - now) // 86400),
        "issuer": issuer.get("commonName") or issuer.get("organizationName") or "",
        "names": [value for kind, value in certificate.get("subjectAltName", ()) if kind == "DNS"],
    }


def probe(address: str, host: str, path: str, port: int, ca_file: str, timeout_seconds: float) -> dict[str, Any]:
    context = ssl.create_default_context(cafile=ca_file or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    started = time.monotonic()
    connection = _Connection(address, host, port, timeout_seconds, context)
    try:
        connection.request("GET", path, headers={"User-Agent": "codementee-verify", "Accept": "*/*"})
        certificate = connection.sock.getpeercert() or {}
        version = connection.sock.version()
        answer = connection.getresponse()
        body = answer.read(_MAX_BODY).decode("utf-8", "replace")
    finally:
        connection.close()
    return {
        "status": answer.status,
        "headers": {name.lower(): value for name, value in answer.getheaders()},
        "body": body,
        "json": _json(body),
        "elapsed_ms": int((time.monotonic() - started) * 1000),
        "tls_version": version,
        "certificate": certificate_facts(certificate, time.time()),
    }


def _json(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def explain(error: Exception, address: str, host: str) -> str:
    """What went wrong, and what to do next."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"{address} answers for {host} with a certificate that does not verify ({error.verify_message}). "
            "Was one issued? See docs/runbooks/certificate-not-renewed.md."
        )
    if isinstance(error, ConnectionRefusedError):
        return f"{address} refuses the connection: nginx is not running there, or a firewall rejects the port."
    if isinstance(error, TimeoutError):
        return f"{address} does not answer in time: is the server up, and does the provider's firewall let the port in?"
    return f"asking {address} for {host} failed: {type(error).__name__}: {error}"


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "address": {"type": "str", "required": True},
            "host": {"type": "str", "required": True},
            "path": {"type": "str", "default": "/"},
            "paths": {"type": "list", "elements": "str", "default": []},
            "port": {"type": "int", "default": 443},
            "ca_file": {"type": "str", "default": ""},
            "timeout_seconds": {"type": "int", "default": 10},
        },
        supports_check_mode=True,
    )
    way = {name: module.params[name] for name in ("address", "host", "port", "ca_file", "timeout_seconds")}
    paths = module.params["paths"]
    try:
        answers = [{"path": path, **probe(path=path, **way)} for path in paths or [module.params["path"]]]
    except (OSError, http.client.HTTPException) as error:
        module.fail_json(msg=explain(error, module.params["address"], module.params["host"]))
    module.exit_json(changed=False, **({"answers": answers} if paths else answers[0]))


if __name__ == "__main__":
    main()
