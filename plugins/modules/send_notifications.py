#!/usr/bin/python
"""Tell a chat and people by mail, trying several times, and never fail for it."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import ssl
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: send_notifications
short_description: Tell a chat and people by mail, trying several times
description:
  - Posts a message to an incoming webhook and sends one mail through Resend's API, from the host it runs on.
  - Never fails. What became of each is in its answer; no answer or message contains the address or the key.
  - What a retry can mend (no answer, 409, 429, 5xx) is tried again after growing pauses, or after what the receiver
    asks for.
    All attempts of a mail carry one C(Idempotency-Key), so that it is sent once although an answer was lost.
  - In check mode nobody is told.
options:
  chat_webhook_url: {description: Address of the webhook; empty for no chat., type: str, default: ""}
  chat_message: {description: "What is posted: text and blocks.", type: dict, default: {}}
  mail_base_url: {description: Origin of the mail provider's API., type: str, default: "https://api.resend.com"}
  mail_api_key: {description: Its key., type: str, default: ""}
  mail_from: {description: Sender., type: str, default: ""}
  mail_to: {description: Recipients; empty for no mail., type: list, elements: str, default: []}
  mail_subject: {description: Subject., type: str, default: ""}
  mail_text: {description: The mail as text., type: str, default: ""}
  mail_html: {description: The mail as HTML., type: str, default: ""}
  event_id:
    description: What is told; telling the same again mails nobody twice. Empty for a new one.
    type: str
    default: ""
  attempts: {description: How often each receiver is tried., type: int, default: 3}
  pause_seconds:
    description: Pause after the first attempt; each further one is twice as long.
    type: float
    default: 1
  timeout_seconds: {description: Time limit of one attempt., type: float, default: 5}
author: Codementee
"""

EXAMPLES = r"""
- name: Tell the chat
  send_notifications:
    chat_webhook_url: "{{ notifications_chat_webhook_url }}"
    chat_message: {text: "Deployed 3f2c1e9"}
  no_log: true
"""

RETURN = r"""
chat: {description: "V(delivered), V(off), or V(failed) with the reason.", returned: always, type: str}
mail: {description: The same of the mail., returned: always, type: str}
"""

DELIVERED, OFF = "delivered", "off"
# Not worth waiting for, in a release, if a receiver wants more.
_LONGEST_PAUSE_SECONDS = 10.0
_MAX_ANSWER = 2048
_MAX_SAID = 80


class _RefusedError(Exception):
    """The receiver answered, but not with success."""

    def __init__(self, status: int, said: str, retry_after: float | None) -> None:
        super().__init__(f"it answered {status}" + (f" ({said})" if said else ""))
        self.retry_after = retry_after
        self.final = status < 500 and status not in (408, 409, 429)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """What is sent is meant for its receiver and for nobody it points to."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """One limit for all of an attempt: a socket's own begins anew with every byte."""

    def expire(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _post(url: str, headers: Mapping[str, str], body: bytes, timeout: float) -> None:
    """TimeoutError, OSError, http.client.HTTPException, ValueError (a malformed address or header), _RefusedError."""
    if not url.startswith(("https://", "http://")):
        raise ValueError("not a web address")
    opener = urllib.request.build_opener(_NoRedirects)
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310 - checked above
    try:
        with _limit(timeout), opener.open(request, timeout=timeout) as answer:
            answer.read(_MAX_ANSWER)
    except urllib.error.HTTPError as error:
        with error:
            raise _RefusedError(error.code, _said(error), _retry_after(error.headers.get("Retry-After"))) from None


def _said(error: urllib.error.HTTPError) -> str:
    """The receiver's own word for it, short and printable."""
    try:
        text = error.read(_MAX_ANSWER).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    try:
        found = json.loads(text)
        text = str(found.get("name") or found.get("message") or found.get("error") or "")
    except (ValueError, AttributeError):
        pass
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_MAX_SAID]


def _retry_after(value: str | None) -> float | None:
    return float(value) if value and value.isascii() and value.isdigit() else None


def _reason(error: Exception, timeout: float) -> str:
    """In our own words: an exception's may contain the address."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, _RefusedError):
        return str(cause)
    if isinstance(cause, TimeoutError):
        return f"no answer within {timeout:g} s"
    if isinstance(cause, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(cause, socket.gaierror):
        return "its name does not resolve"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "its certificate does not verify"
    if isinstance(cause, (ValueError, UnicodeError, http.client.InvalidURL)):
        return "its address or key is malformed"
    return f"the connection broke ({type(cause).__name__})"


def deliver(url: str, headers: Mapping[str, str], body: bytes, *, attempts: int, pause: float, timeout: float) -> str:
    """`delivered`, or `failed: ` and why; `pause` in seconds doubles after each attempt, `timeout` is for one."""
    said, tried = "", 0
    for tried in range(1, max(1, attempts) + 1):
        asked_for: float | None = None
        try:
            _post(url, headers, body, timeout)
        except _RefusedError as error:
            said, asked_for = str(error), error.retry_after
            if error.final:
                break
        except (OSError, http.client.HTTPException, ValueError) as error:
            said = _reason(error, timeout)
            if isinstance(error, (ValueError, http.client.InvalidURL)) and not isinstance(error, OSError):
                break
        else:
            return DELIVERED
        if tried < attempts:
            time.sleep(min(_LONGEST_PAUSE_SECONDS, max(asked_for or 0.0, pause * 2 ** (tried - 1))))
    return f"failed: {said}" + (f", {tried} times" if tried > 1 else "")


def _without(said: str, secrets: list[str]) -> str:
    """A receiver may repeat in its answer what it was sent."""
    for secret in filter(None, secrets):
        said = said.replace(secret, "(hidden)")
    return said


def tell(options: Mapping[str, Any]) -> dict[str, str]:
    """What became of the chat and of the mail."""
    limits = {
        "attempts": options["attempts"],
        "pause": options["pause_seconds"],
        "timeout": options["timeout_seconds"],
    }
    webhook, key = options["chat_webhook_url"], options["mail_api_key"]
    # The last part of a webhook's address is what makes it a secret.
    secrets = [webhook, webhook.rstrip("/").rpartition("/")[2], key]
    json_headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "codementee-release"}
    chat = mail = OFF
    if webhook:
        chat = deliver(webhook, json_headers, json.dumps(options["chat_message"]).encode(), **limits)
    if options["mail_to"]:
        message = {
            "from": options["mail_from"],
            "to": options["mail_to"],
            "subject": options["mail_subject"],
            "text": options["mail_text"],
            "html": options["mail_html"],
        }
        once = f"release-{options['event_id'] or uuid.uuid4()}"[:256]
        headers = {**json_headers, "Authorization": f"Bearer {key}", "Idempotency-Key": once}
        url = options["mail_base_url"].rstrip("/") + "/emails"
        mail = deliver(url, headers, json.dumps(message).encode(), **limits)
    return {"chat": _without(chat, secrets), "mail": _without(mail, secrets)}


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "chat_webhook_url": {"type": "str", "default": "", "no_log": True},
            "chat_message": {"type": "dict", "default": {}},
            "mail_base_url": {"type": "str", "default": "https://api.resend.com"},
            "mail_api_key": {"type": "str", "default": "", "no_log": True},
            "mail_from": {"type": "str", "default": ""},
            "mail_to": {"type": "list", "elements": "str", "default": []},
            "mail_subject": {"type": "str", "default": ""},
            "mail_text": {"type": "str", "default": ""},
            "mail_html": {"type": "str", "default": ""},
            "event_id": {"type": "str", "default": ""},
            "attempts": {"type": "int", "default": 3},
            "pause_seconds": {"type": "float", "default": 1.0},
            "timeout_seconds": {"type": "float", "default": 5.0},
        },
        supports_check_mode=True,
    )
    told = {"chat": OFF, "mail": OFF} if module.check_mode else tell(module.params)
    module.exit_json(changed=DELIVERED in told.values(), **told)


if __name__ == "__main__":
    main()
