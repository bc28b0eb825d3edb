"""Everybody's ways through the whole contract, on a demonstration of any size: every operation succeeds once."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from bson import ObjectId

from .contract import NEEDED, filters, operations
from .installation import SIGN, Answer, Installation
from .vendors import Vendors
from .waiting import wait_until

Document = dict[str, Any]

CONFIRMED, PENDING = 6, 3


class Walk:
    """`answered` is what every operation was answered; `longest` the longest list in the answers of each path."""

    def __init__(self, installation: Installation, vendors: Vendors) -> None:
        self.answered: dict[tuple[str, str], list[int]] = {operation: [] for operation in operations()}
        self.longest: dict[str, int] = {}
        self._installation = installation
        self._database = installation.database
        self._vendors = vendors
        self._mark = secrets.token_hex(4)
        # Into the list of slots: the first ones fill up in the demonstration.
        self._asked_for = 30
        self._people: dict[str, Document] = {}
        self._tokens: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def everything(self) -> None:
        self._choose_people()
        self._catalogue()
        self._accounts()
        self._mentor()
        self._bookings()
        self._money()
        self._upkeep()
        self._sweep()
        self._leave()

    def unanswered(self) -> list[str]:
        """Operations that never succeeded."""
        return [
            f"{method} {path}: {sorted(set(statuses))}"
            for (method, path), statuses in self.answered.items()
            if not any(200 <= status < 300 for status in statuses)
        ]

    def send(self, method: str, path: str, who: str | None = None, body: object = None, **options: Any) -> Any:
        """The answer's body. `path` is the contract's; names in it are replaced from `options` or what is known."""
        return self._answer(method, path, who, body, **options).json

    def _answer(self, method: str, path: str, who: str | None, body: object = None, **options: Any) -> Answer:
        headers = dict(options.pop("headers", {}))
        if who is not None:
            headers["Authorization"] = f"Bearer {self._tokens[who]}"
        query = options.pop("query", {})
        address = re.sub(r"{(\w+)}", lambda name: str(options.get(name[1], self._known.get(name[1], ObjectId()))), path)
        answer = self._installation.request(method, address + (f"?{urlencode(query)}" if query else ""), headers, body)
        self.answered[method, path].append(answer.status)
        assert answer.status < 500, f"{method} {path} as {who}: {answer.status} {answer.text[:300]}"
        if method == "GET" and answer.text.startswith("{") and "limit" not in query:
            self.longest[path] = max(self.longest.get(path, 0), _longest(answer.json))
        return answer

    def _change(self, method: str, path: str, who: str, change: Document, **options: Any) -> None:
        """Of something that has a version: read, then changed."""
        seen = self.send("GET", path, who, **options)
        self.send(method, path, who, {"version": seen["version"], **change}, **options)

    # Who walks

    def _choose_people(self) -> None:
        users = self._database["users"]
        for role, count in (("admin", 2), ("mentor", 1), ("mentee", 2)):
            for number in range(1, count + 1):
                found = users.find_one({"email": f"demo-{role}-{number}@example.com"})
                assert found is not None, f"the demonstration has no {role} {number}"
                self._people[f"{role}{number}"] = found
        self._confirmed = self._take("booking_requests", CONFIRMED, state="confirmed")
        self._pending = self._take("booking_requests", PENDING, state="pending_admin")
        (self._rated,) = self._take("feedbacks", 1, rating={"$ne": None})
        ids = {name: person["_id"] for name, person in self._people.items()}
        for document in (*self._confirmed, *self._pending, self._rated):
            for role in ("mentee_id", "mentor_id"):
                if role in document:
                    ids[str(document[role])] = document[role]
        self._tokens = self._installation.tokens(ids)

    def _take(self, collection: str, count: int, **query: Any) -> list[Document]:
        """Documents of active mentees who do not walk otherwise."""
        found = []
        for document in self._database[collection].find(query).limit(20 * count):
            person = self._database["users"].find_one({"_id": document["mentee_id"]}) or {}
            if person.get("status") == "active" and not re.match(r"demo-mentee-[12]@", person["email"]):
                found.append(document)
            if len(found) == count:
                return found
        raise AssertionError(f"the demonstration has only {len(found)} {collection} of active mentees with {query}")

    def _began(self, booking: Document) -> None:
        """The demonstration's confirmed mocks are all to come; this one began half an hour ago."""
        start = datetime.now(UTC) - timedelta(minutes=30)
        times = {"start_at": start, "end_at": start + timedelta(minutes=45)}
        self._database["mocks"].update_one({"_id": booking["mock_id"]}, {"$set": times})
        slot = {f"slot.{name}": value for name, value in times.items()}
        self._database["booking_requests"].update_one({"_id": booking["_id"]}, {"$set": slot})

    # What they do

    def _catalogue(self) -> None:
        track = {"code": "l1", "title": "L1", "seniority": "entry"}
        item = {"code": "clarity", "title": "Clarity", "description": "Says what it is about", "weight": 100}
        start = (datetime.now(UTC) + timedelta(days=200)).replace(minute=0, second=0, microsecond=0)
        name, code = "Walk", f"walk-{self._mark}"
        new: dict[str, tuple[str, Document, Document]] = {
            "companies": (
                "company_id",
                {"slug": code, "name": name, "category": "product", "tracks": [track]},
                {"name": "Walked"},
            ),
            "interview-types": (
                "interview_type_id",
                {"code": code, "name": name, "minimum_minutes": 60, "maximum_minutes": 60, "rubric": [item]},
                {"name": "Walked"},
            ),
            "pricing-plans": (
                "plan_id",
                {
                    "code": code, "name": name, "tagline": name, "price_paise": 100_000, "mocks": 1, "months": 1,
                    "features": [name], "recommended": True,
                },
                {"recommended": False, "active": False},
            ),
            "slots": (
                "slot_id",
                {"start_at": start.isoformat(), "minutes": 60, "interview_types": ["coding"], "capacity": 3},
                {"capacity": 4},
            ),
            "meeting-links": (
                "link_id",
                {"url": f"https://meet.example.com/{code}", "label": name},
                {"label": "Walked"},
            ),
            "mentors": (
                "mentor_id",
                {
                    "email": f"mentor-{code}@example.com", "name": name, "headline": name, "bio": name,
                    "companies": ["google"], "interview_types": ["coding"],
                },
                {"headline": "Walked"},
            ),
            "users": (
                "user_id",
                {"email": f"user-{code}@example.com", "name": name, "role": "mentee"},
                {"name": "Walked"},
            ),
        }  # fmt: skip
        for kind, (parameter, made, change) in new.items():
            path = f"/api/admin/{kind}"
            self._known[parameter] = self.send("POST", path, "admin1", made).get("id", "")
            self._change("PATCH", f"{path}/{{{parameter}}}", "admin1", change)
        series = {
            "time_zone": "Asia/Kolkata", "first_date": f"{start:%Y-%m-%d}",
            "last_date": f"{start + timedelta(days=6):%Y-%m-%d}", "weekdays": [0, 1, 2, 3, 4, 5, 6],
            "times": ["10:00", "11:15"], "minutes": 60, "interview_types": ["coding"], "capacity": 2,
        }  # fmt: skip
        self.send("POST", "/api/admin/slot-series", "admin1", series)
        self._change("PATCH", "/api/admin/users/{user_id}", "admin1", {"status": "suspended"})

    def _accounts(self) -> None:
        form = {"password": self._installation.password, "name": "Walk", "accept_terms": True}
        first, second = f"walk-{self._mark}@example.com", f"walk-{self._mark}-2@example.com"
        entered = self._answer("POST", "/api/auth/register-free", None, form | {"email": first})
        self._tokens["new"] = entered.json["access_token"]
        self.send("POST", "/api/auth/register-free", None, form | {"email": first})
        leaver = self.send("POST", "/api/auth/register", None, form | {"email": second, "plan_code": "growth"})
        self._tokens["leaver"] = leaver["access_token"]
        login = {"email": first, "password": self._installation.password}
        self.send("POST", "/api/auth/login", None, login | {"password": "not the right one"})
        cookie = self._answer("POST", "/api/auth/login", None, login).cookie()
        cookie = self._answer("POST", "/api/auth/refresh", None, headers={"Cookie": cookie}).cookie()
        self.send("POST", "/api/auth/logout", headers={"Cookie": cookie})
        self.send("POST", "/api/auth/verify-email", None, {"token": self._mailed(first, "verify-email")})
        self.send("POST", "/api/auth/verify-email/resend", "leaver")
        self.send("POST", "/api/auth/password-reset", None, {"email": second})
        reset = {"token": self._mailed(second, "password-reset"), "password": self._installation.password}
        self.send("POST", "/api/auth/password-reset/confirm", None, reset)
        change = {"current_password": login["password"], "new_password": login["password"] + "!"}
        self.send("PATCH", "/api/account/profile", "new", {"name": "Walked"})
        for number in range(2):
            self.send("POST", "/api/auth/login", None, login)
            sessions = self.send("GET", "/api/account/sessions", "new")["items"]
            other = next(found["id"] for found in sessions if not found["current"])
            self.send("DELETE", "/api/account/sessions/{session_id}", "new", session_id=other)
            if number == 0:
                self.send("POST", "/api/account/password", "new", change)
                login["password"] = change["new_password"]
                self._tokens["new"] = self.send("POST", "/api/auth/login", None, login)["access_token"]
        self.send("DELETE", "/api/account/sessions", "new")
        self._tokens["new"] = self.send("POST", "/api/auth/login", None, login)["access_token"]
        self._known["token"] = self.send("POST", "/api/account/calendar-feed", "mentee1")["url"].rpartition("/")[2]
        self.send("POST", "/api/account/consents", "mentee1", {"subject": "marketing", "version": "1", "granted": True})
        error = {"message": "TypeError: walked", "stack": "at Walk (/assets/walk.js:1:1)", "path": "/mentee"}
        self.send("POST", "/api/client-errors", None, error)

    def _mailed(self, email: str, template: str) -> str:
        """The token of a link in a mail that no worker has sent yet."""
        mail = self._database["outbox"].find_one({"email": email, "template": template}) or {}
        return str(mail["context"]["link"]).partition("token=")[2]

    def _mentor(self) -> None:
        profile = {"headline": "Walked", "bio": "Walked", "companies": ["google"], "interview_types": ["coding"]}
        self._change("PUT", "/api/mentor/profile", "mentor1", profile)
        rules = [{"start": "10:00", "end": "22:00", "weekday": day} for day in range(7)]
        hours = {"time_zone": "Asia/Kolkata", "rules": rules, "minimum_notice_hours": 12, "maximum_per_day": 3}
        self._change("PUT", "/api/mentor/availability", "mentor1", hours)
        date = f"{datetime.now(UTC) + timedelta(days=300):%Y-%m-%d}"
        path = "/api/mentor/availability/exceptions/{date}"
        self.send("PUT", path, "mentor1", {"windows": []}, date=date)
        self.send("DELETE", path, "mentor1", date=date)

    def _bookings(self) -> None:
        path = "/api/mentee/bookings"
        draft = {"company": "google", "interview_type": "coding"}
        self.send("DELETE", f"{path}/{{booking_id}}", "new", booking_id=self.send("POST", path, "new", draft)["id"])
        # One with a credit goes to the queue, one without waits for the payment.
        self.send(
            "POST", "/api/admin/users/{user_id}/credits", "admin1", {"delta": 2, "months": 1, "reason": "Walk"},
            user_id=self._people["mentee2"]["_id"], headers={"Idempotency-Key": secrets.token_hex(16)},
        )  # fmt: skip
        for who in ("mentee2", "new"):
            booked = self.send("POST", path, who, draft)["id"]
            self.send("PATCH", f"{path}/{{booking_id}}", who, {"track": None}, booking_id=booked)
            wanted = self._slots(who, 2)
            self.send("POST", f"{path}/{{booking_id}}/hold", who, {"slot_ids": wanted}, booking_id=booked)
            self.send("POST", f"{path}/{{booking_id}}/confirm", who, booking_id=booked)
            self._known[f"booking of {who}"] = booked
        self.send("GET", f"{path}/{{booking_id}}/cancellation", "mentee2", booking_id=self._known["booking of mentee2"])
        moved = {"slot_ids": self._slots("mentee2", 1)}
        self.send(
            "POST", f"{path}/{{booking_id}}/reschedule", "mentee2", moved, booking_id=self._known["booking of mentee2"]
        )
        self._known["entry_id"] = self.send("POST", "/api/mentee/waitlist", "mentee1", {"interview_type": "hr"})["id"]
        self.send("DELETE", "/api/mentee/waitlist/{entry_id}", "mentee1")
        self.send("POST", "/api/mentee/waitlist", "mentee1", {"interview_type": "coding"})
        self._ends()
        self._assign()

    def _slots(self, who: str, count: int) -> list[str]:
        """Slots nobody has asked for here yet."""
        query = {"interview_type": "coding", "limit": 100}
        slots = self.send("GET", "/api/mentee/slots", who, query=query)["items"]
        found = [slot["id"] for slot in slots if slot["seats_left"] > 0]
        self._asked_for += count
        return found[self._asked_for - count : self._asked_for]

    def _ends(self) -> None:
        """Confirmed bookings, each ended in another way."""
        cancelled, left, absent, told, closed, decided = self._confirmed
        reason = {"reason": "Walk"}
        who = str(cancelled["mentee_id"])
        self.send("POST", "/api/mentee/bookings/{booking_id}/cancel", who, reason, booking_id=cancelled["_id"])
        path = "/api/mentor/mocks/{mock_id}"
        self.send("POST", f"{path}/cancel", str(left["mentor_id"]), reason, mock_id=left["mock_id"])
        for booking in (absent, told, decided):
            self._began(booking)
        self.send("POST", f"{path}/no-show", str(absent["mentor_id"]), mock_id=absent["mock_id"])
        mentor, mock = str(told["mentor_id"]), told["mock_id"]
        rubric = self.send("GET", f"{path}/rubric", mentor, mock_id=mock)["items"]
        scores = [{"code": item["code"], "score": 4} for item in rubric]
        feedback = {"scores": scores, "strengths": "Walks", "improvements": "Run", "recommendation": "hire"}
        self.send("POST", f"{path}/feedback", mentor, feedback, mock_id=mock)
        rating = {"stars": 5, "recommend": 10}
        self.send("POST", "/api/mentee/mocks/{mock_id}/rating", str(told["mentee_id"]), rating, mock_id=mock)
        path = "/api/admin/bookings/{booking_id}"
        self.send("POST", f"{path}/cancel", "admin1", reason, booking_id=closed["_id"])
        self.send("POST", f"{path}/outcome", "admin1", {"outcome": "no_show_mentor"}, booking_id=decided["_id"])

    def _assign(self) -> None:
        path = "/api/admin/bookings/{booking_id}"
        for booking in self._pending[:-1]:
            candidates = self.send("GET", f"{path}/candidates", "admin1", booking_id=booking["_id"])
            for candidate in candidates["items"]:
                fit = next((slot for slot in candidate["slots"] if slot["fits"]), None)
                if fit and candidates["links_free"].get(fit["slot_id"]):
                    given = {"mentor_id": candidate["mentor"]["id"], "slot_id": fit["slot_id"]}
                    self.send("POST", f"{path}/assign", "admin1", given, booking_id=booking["_id"])
                    return

    def _money(self) -> None:
        orders, again = "/api/payment/orders", {"Idempotency-Key": secrets.token_hex(16)}
        wanted = {"plan_code": "growth", "booking_id": self._known["booking of new"]}
        checkout = self.send("POST", orders, "new", wanted, headers=again)["order"]
        self.send("POST", orders, "new", wanted, headers=again)
        paid = self._vendors.pay(checkout["razorpay_order_id"], webhooks=False)
        result = {name: value for name, value in paid.items() if name.startswith("razorpay_")}
        self.send("POST", "/api/payment/verify", "new", result)
        self._known["order_id"] = checkout["id"]
        self._known["invoice_id"] = self.send("GET", "/api/mentee/invoices", "new")["items"][0]["id"]
        self._webhooks()
        refunds = "/api/admin/orders/{order_id}/refunds"
        asked = self.send("POST", "/api/mentee/orders/{order_id}/refund-requests", "new", {"reason": "Walk"})
        self.send("POST", "/api/admin/refunds/{refund_id}/reject", "admin1", {"reason": "No"}, refund_id=asked["id"])
        # Its payment is known to nobody else: the payment service refuses, and sends the platform no report.
        asked = self.send(
            "POST", refunds, "admin1", {"amount_paise": 100_000, "reason": "Walk"}, order_id=self._known["reported"]
        )
        self._known["refund_id"] = asked["id"]
        self.send("POST", "/api/admin/refunds/{refund_id}/approve", "admin2")
        self.send("POST", "/api/admin/orders/{order_id}/reconcile", "admin1")

    def _webhooks(self) -> None:
        """Reports of an order's payments and refunds, signed as the payment service signs them."""
        key = {"Idempotency-Key": secrets.token_hex(16)}
        order = self.send("POST", "/api/payment/orders", "new", {"plan_code": "accelerator"}, headers=key)["order"]
        self._known["reported"] = order["id"]
        payment = {
            "id": f"pay_{secrets.token_hex(7)}", "order_id": order["razorpay_order_id"], "currency": "INR",
            "amount": order["amount_paise"], "method": "upi", "created_at": int(datetime.now(UTC).timestamp()),
        }  # fmt: skip
        refund = {
            "id": f"rfnd_{secrets.token_hex(7)}", "payment_id": payment["id"], "amount": order["amount_paise"] // 6,
            "currency": "INR", "status": "processed", "created_at": payment["created_at"],
        }  # fmt: skip
        failed = payment | {"id": f"pay_{secrets.token_hex(7)}", "status": "failed", "error_code": "BAD_REQUEST_ERROR"}
        captured = payment | {"status": "captured"}
        for event, entities in (
            ("payment.failed", {"payment": failed}),
            ("payment.captured", {"payment": captured}),
            ("refund.processed", {"refund": refund, "payment": captured}),
            ("payment.captured", {"payment": captured | {"id": f"pay_{secrets.token_hex(7)}"}}),
            ("payment.captured", {"payment": captured | {"order_id": "order_unknown"}}),
        ):
            payload = {kind: {"entity": entity} for kind, entity in entities.items()}
            body = json.dumps({"entity": "event", "event": event, "payload": payload})
            headers = {
                "X-Razorpay-Signature": self._installation.script(SIGN, body),
                "X-Razorpay-Event-Id": secrets.token_hex(7),
            }
            for _ in range(2):
                self.send("POST", "/api/payment/webhook", None, body, headers=headers)

    def _upkeep(self) -> None:
        """What only time brings about is put there, for the worker to find."""
        now, outbox = datetime.now(UTC), self._database["outbox"]
        failed = outbox.find_one({"state": "pending"}) or {}
        outbox.update_one({"_id": failed["_id"]}, {"$set": {"state": "failed"}})
        self._known["mail_id"] = str(failed["_id"])
        listed = partial(self.send, "GET", "/api/admin/errors", "admin1")
        errors, _ = wait_until("the error is stored", lambda: listed()["items"], 10)
        self._known["error_id"] = errors[0]["id"]
        self.send("POST", "/api/admin/mails/{mail_id}/retry", "admin1")
        bookings, due = self._database["booking_requests"], {"$set": {"hold_expires_at": now - timedelta(minutes=1)}}
        bookings.update_one({"_id": self._pending[-1]["_id"]}, due)
        self._database["credit_lots"].update_one(
            {"remaining": {"$gt": 0}, "expires_at": {"$gt": now}}, {"$set": {"expires_at": now - timedelta(minutes=1)}}
        )
        key = {"Idempotency-Key": secrets.token_hex(16)}
        order = self.send("POST", "/api/payment/orders", "new", {"plan_code": "growth"}, headers=key)["order"]
        self._database["orders"].update_one({"_id": ObjectId(order["id"])}, {"$set": {"next_check_at": now}})

    def _sweep(self) -> None:
        """Everything that can be read, with every filter there is, and one page on."""
        ids = {
            "id": str(self._rated["mentee_id"]),
            "user_id": str(self._rated["mentee_id"]),
            "actor": str(self._people["admin1"]["_id"]),
            "subject_id": str(self._confirmed[0]["_id"]),
        }
        for (method, path), operation in operations().items():
            if method == "GET":
                for who, names in self._readers(path):
                    for query in ({}, *filters(operation, ids)):
                        self._read(path, who, NEEDED.get(path, {}) | query, names)

    def _read(self, path: str, who: str | None, query: Document, names: Document) -> None:
        answer = self._answer("GET", path, who, query=query, **names)
        if answer.text.startswith("{") and (cursor := answer.json.get("pagination", {}).get("next_cursor")):
            self._answer("GET", path, who, query=query | {"cursor": cursor}, **names)

    def _readers(self, path: str) -> Iterator[tuple[str | None, Document]]:
        """Who reads it, and what of theirs."""
        rated = {"mock_id": self._rated["mock_id"], "booking_id": self._rated["booking_id"]}
        if path.startswith("/api/admin/"):
            yield "admin1", {"booking_id": self._pending[-1]["_id"]}
        elif path.startswith("/api/mentor/"):
            yield str(self._rated["mentor_id"]), rated
        elif path.startswith(("/api/mentee/", "/api/payment/", "/api/account/")):
            yield str(self._rated["mentee_id"]), rated
            yield "new", {"booking_id": self._known["booking of new"]}
        else:
            yield None, {"slug": "google"}

    def _leave(self) -> None:
        self._answer("POST", "/api/account/export", str(self._rated["mentee_id"]))
        self.send("DELETE", "/api/account/calendar-feed", "mentee1")
        login = {"email": f"walk-{self._mark}-2@example.com", "password": self._installation.password}
        self._tokens["leaver"] = self.send("POST", "/api/auth/login", None, login)["access_token"]
        self.send("POST", "/api/account/deletion", "leaver", {"password": self._installation.password})


def _longest(part: object) -> int:
    match part:
        case dict():
            return max((_longest(inner) for inner in part.values()), default=0)
        case list():
            return max(len(part), *(_longest(inner) for inner in part)) if part else 0
        case _:
            return 0
