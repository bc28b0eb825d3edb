"""People with accounts, made the way people get them: by registering, by paying, by an administrator.

Only where the environment may be treated so (acceptance_destructive): their traces stay in its database.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from dataclasses import dataclass
from typing import Any

from .server import Server
from .settings import Environment
from .stack import Stack
from .vendors import Vendors
from .waiting import wait_until
from .web import Web

JSON = {"Content-Type": "application/json"}
EXPIRED = """
import datetime, sys
from bson import ObjectId
from codementee.auth.keys import KeyRing
from codementee.auth.tokens import AccessTokens
from codementee.core.settings import Settings
settings = Settings.load()
tokens = AccessTokens(KeyRing.parse(settings.jwt_keys.get_secret_value()), issuer=settings.public_url)
before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=11)
print(tokens.issue(user_id=ObjectId(sys.argv[1]), session_id=ObjectId(), now=before))
"""


@dataclass(frozen=True)
class Account:
    id: str
    email: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


class Accounts:
    """Makes accounts. Access tokens live for ten minutes: take an account when it is needed."""

    def __init__(self, environment: Environment, visitor: Web, server: Server, stack: Stack, vendors: Vendors) -> None:
        self._environment = environment
        self._visitor = visitor
        self._server = server
        self._stack = stack
        # The suite plays the payment service's customer.
        self._vendors = vendors
        self._password = secrets.token_urlsafe(24)

    def mentee(self) -> Account:
        form = {"name": "Acceptance", "accept_terms": True}
        return self._signed_in(self._post("/api/auth/register-free", self._credentials() | form))

    def paid_mentee(self, plan: str = "growth") -> Account:
        """Registered, and one plan bought: order, checkout, signed webhook through the edge."""
        account = self.mentee()
        self._vendors.pay(self.order(account, plan)["razorpay_order_id"])

        def tier() -> bool:
            profile = self._visitor.get(f"{self._environment.url}/api/account/profile", account.headers)
            return bool(profile.json().get("tier") == "paid")

        wait_until("the payment's webhook arrived and was applied", tier, 30)
        return account

    def order(self, account: Account, plan: str) -> dict[str, Any]:
        """A plan ordered, not paid yet."""
        headers = account.headers | {"Idempotency-Key": secrets.token_hex(16)}
        return dict(self._post("/api/payment/orders", {"plan_code": plan}, headers)["order"])

    def admin(self) -> Account:
        credentials = self._credentials()
        container = self._stack.containers("backend")[0]
        made = self._server.run(f"docker exec {container} codementee create-admin {credentials['email']} Acceptance")
        token = json.loads(made.splitlines()[-1])["link"].partition("token=")[2]
        self._post("/api/auth/password-reset/confirm", {"token": token, "password": self._password})
        return self._signed_in(self._post("/api/auth/login", credentials))

    def mentor(self, admin: Account) -> Account:
        credentials = self._credentials()
        profile = {
            "email": credentials["email"],
            "name": "Acceptance",
            "headline": "Interviews for a living",
            "bio": "Made by the acceptance suite.",
            "companies": ["google"],
            "interview_types": ["coding"],
        }
        self._post("/api/admin/mentors", profile, admin.headers)
        # The mail with the link goes to the stand-in's inbox; whoever owns the account opens it there.
        link = self.mailed_link(credentials["email"])
        self._post("/api/auth/password-reset/confirm", {"token": link, "password": self._password})
        return self._signed_in(self._post("/api/auth/login", credentials))

    def mailed_link(self, email: str) -> str:
        """The token of the newest link mailed to this address."""

        def token() -> str:
            mails = json.dumps(self._vendors.inbox("mails", to=email))
            links = re.findall(r"#token=([A-Za-z0-9_-]{20,})", mails)
            return links[-1] if links else ""

        found, _ = wait_until(f"a mail with a link to {email}", token, 60)
        return found

    def expired_token(self, account: Account) -> str:
        """Signed by the platform's own key, eleven minutes ago."""
        container = self._stack.containers("backend")[0]
        return self._server.run(f"docker exec -i {container} python3 - {account.id} <<'END'\n{EXPIRED}\nEND")

    def post(self, path: str, body: dict[str, Any], account: Account) -> dict[str, Any]:
        return self._post(path, body, account.headers)

    def patch(self, path: str, body: dict[str, Any], account: Account) -> dict[str, Any]:
        return self._send("PATCH", path, body, account.headers)

    def get(self, path: str, account: Account | None = None) -> dict[str, Any]:
        answer = self._visitor.get(f"{self._environment.url}{path}", account.headers if account else None)
        assert answer.status_code == 200, f"GET {path}: {answer.status_code} {answer.text[:300]}"
        return dict(answer.json())

    def _credentials(self) -> dict[str, str]:
        return {"email": f"acceptance-{secrets.token_hex(8)}@example.com", "password": self._password}

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> dict[str, Any]:
        return self._send("POST", path, body, headers or {})

    def _send(self, method: str, path: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        """Waits where the edge says so: sign-ins are limited to one a second."""
        url = f"{self._environment.url}{path}"
        for _ in range(10):
            answer = self._visitor.request(method, url, JSON | headers, json.dumps(body).encode())
            if answer.status_code != 429:
                break
            time.sleep(float(answer.headers.get("retry-after", "1")))
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return dict(answer.json()) if answer.content else {}

    @staticmethod
    def _signed_in(entry: dict[str, Any]) -> Account:
        return Account(entry["user"]["id"], entry["user"]["email"], entry["access_token"])
