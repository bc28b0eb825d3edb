"""Mocks, feedback, ratings and progress over HTTP, from both sides."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from bson import ObjectId

from tests.support.application import Person
from tests.support.stage import Stage, instant

pytestmark = pytest.mark.anyio


async def send(
    stage: Stage, person: Person, method: str, path: str, body: Mapping[str, Any] | None = None
) -> httpx2.Response:
    async with stage.client(person) as client:
        return await client.request(method, path, json=body)


def refused(response: httpx2.Response, status: int, code: str) -> list[str]:
    assert response.status_code == status, response.text
    assert response.json()["error"]["code"] == code
    return [field["message"] for field in response.json()["error"].get("fields", [])]


async def agreed(stage: Stage, *, mentee: Person | None = None) -> tuple[Person, Person, str]:
    """A mentee, a mentor, and their mock's id; it begins in two days."""
    mentee, mentor = mentee or await stage.world.user(), await stage.mentor()
    await stage.links(1)
    slot_id = await stage.slot(stage.now + timedelta(days=2))
    booking_id = await stage.confirmed(mentee, mentor, slot_id)
    return mentee, mentor, str((await stage.mock_of(booking_id))["_id"])


async def begin(stage: Stage, mock_id: str) -> None:
    mock = await stage.database.mocks.find_one({"_id": ObjectId(mock_id)})
    assert mock is not None
    stage.world.clock.set(mock["start_at"])


async def form(stage: Stage, mentor: Person, mock_id: str, score: int = 4) -> dict[str, Any]:
    rubric = (await send(stage, mentor, "GET", f"/api/mentor/mocks/{mock_id}/rubric")).json()
    return {
        "scores": [{"code": item["code"], "score": score} for item in rubric["items"]],
        "strengths": "Asks before coding.",
        "improvements": "Name the complexity.",
        "recommendation": "lean_hire",
    }


async def test_both_see_the_mock_and_nobody_else(stage: Stage) -> None:
    mentee, mentor, mock_id = await agreed(stage)
    for person, side in ((mentee, "mentee"), (mentor, "mentor")):
        path = f"/api/{side}/mocks"
        mock = (await send(stage, person, "GET", f"{path}/{mock_id}")).json()
        assert mock["state"] == "scheduled"
        assert mock["meeting_url"].startswith("https://meet.example/")
        assert (mock["mentor"]["id"], mock["mentee"]["id"]) == (str(mentor.id), str(mentee.id))
        assert mock["feedback_due_at"] == instant(stage.now + timedelta(days=4, hours=1))
        assert [mock | item for item in (await send(stage, person, "GET", path)).json()["items"]] == [mock]
        stranger = await stage.world.user(side)
        refused(await send(stage, stranger, "GET", f"{path}/{mock_id}"), 404, "not_found")
        assert (await send(stage, stranger, "GET", path)).json()["items"] == []


async def test_a_mentor_sees_what_happened_since_the_confirmation(stage: Stage) -> None:
    _, mentor, mock_id = await agreed(stage)
    path = f"/api/mentor/mocks/{mock_id}"
    seen = (await send(stage, mentor, "GET", path)).json()
    assert [(entry["state"], entry["actor"]) for entry in seen["history"]] == [("confirmed", "admin")]
    assert (seen["cancellation_reason"], seen["reschedules"]) == (None, 0)
    await send(stage, mentor, "POST", f"{path}/cancel", {"reason": "I have fallen ill."})
    seen = (await send(stage, mentor, "GET", path)).json()
    assert [(entry["state"], entry["actor"]) for entry in seen["history"]] == [
        ("confirmed", "admin"),
        ("cancelled_by_mentor", "mentor"),
    ]
    assert seen["cancellation_reason"] == "I have fallen ill."


async def test_feedback_that_is_due_page_by_page(stage: Stage) -> None:
    mentee, mentor = await stage.world.user(), await stage.mentor()
    await stage.links(5)
    ids = []
    for days in (1, 2, 3, 4, 9):
        slot_id = await stage.slot(stage.now + timedelta(days=days))
        booking_id = await stage.confirmed(mentee, mentor, slot_id)
        ids.append(str((await stage.mock_of(booking_id))["_id"]))
    await begin(stage, ids[3])
    stage.world.clock.advance(minutes=15)
    given = await send(stage, mentor, "POST", f"/api/mentor/mocks/{ids[1]}/feedback", await form(stage, mentor, ids[1]))
    assert given.status_code == 201
    assert (await send(stage, mentor, "POST", f"/api/mentor/mocks/{ids[2]}/no-show")).status_code == 200
    # The first lacks its feedback, the fourth has just begun; the last is yet to come.
    for order, expected in (("soonest", [ids[0], ids[3]]), ("latest", [ids[3], ids[0]])):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            query = f"only=feedback_due&order={order}&limit=1" + (f"&cursor={cursor}" if cursor else "")
            page = (await send(stage, mentor, "GET", f"/api/mentor/mocks?{query}")).json()
            seen += [mock["id"] for mock in page["items"]]
            cursor = page["pagination"]["next_cursor"]
        assert seen == expected
    over = (await send(stage, mentor, "GET", "/api/mentor/mocks?only=over")).json()["items"]
    assert [(mock["id"], mock["state"]) for mock in over] == [(ids[2], "no_show_mentee"), (ids[1], "completed")]


async def test_mocks_in_order_of_start_page_by_page(stage: Stage) -> None:
    mentee = await stage.world.user()
    mentor = await stage.mentor()
    await stage.links(5)
    ids = []
    for days in (5, 2, 4, 3):
        slot_id = await stage.slot(stage.now + timedelta(days=days))
        booking_id = await stage.confirmed(mentee, mentor, slot_id)
        ids.append((days, str((await stage.mock_of(booking_id))["_id"])))
    soonest = [mock_id for _, mock_id in sorted(ids)]
    for order, expected in (("soonest", soonest), ("latest", soonest[::-1])):
        seen: list[str] = []
        cursor = ""
        while True:
            query = f"?state=scheduled&order={order}&limit=3" + (f"&cursor={cursor}" if cursor else "")
            answer = (await send(stage, mentee, "GET", f"/api/mentee/mocks{query}")).json()
            seen += [item["id"] for item in answer["items"]]
            cursor = answer["pagination"]["next_cursor"]
            if not cursor:
                break
        assert seen == expected


async def test_feedback_completes_the_mock_and_is_rated(stage: Stage) -> None:
    mentee, mentor, mock_id = await agreed(stage)
    given, seen = f"/api/mentor/mocks/{mock_id}/feedback", f"/api/mentee/mocks/{mock_id}/feedback"
    body = await form(stage, mentor, mock_id)
    refused(await send(stage, mentor, "POST", given, body), 409, "feedback_too_early")
    await begin(stage, mock_id)
    refused(await send(stage, mentee, "GET", seen), 404, "not_found")
    rating = {"stars": 5, "recommend": 9, "comment": "Kind and precise."}
    rate = f"/api/mentee/mocks/{mock_id}/rating"
    refused(await send(stage, mentee, "POST", rate, rating), 409, "feedback_missing")
    answer = await send(stage, mentor, "POST", given, body)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["overall"], answer.json()["in_time"]) == (4.0, True)
    assert (await send(stage, mentee, "GET", seen)).json() == answer.json()
    refused(await send(stage, mentor, "POST", given, body), 409, "feedback_exists")
    mock = (await send(stage, mentee, "GET", f"/api/mentee/mocks/{mock_id}")).json()
    assert (mock["state"], mock["meeting_url"]) == ("completed", None)
    assert (await stage.booking(ObjectId(mock["booking_id"])))["state"] == "completed"
    assert await stage.claims_of(ObjectId(mock["booking_id"])) == []
    assert (await send(stage, mentee, "POST", rate, rating)).json()["rating"]["stars"] == 5
    refused(await send(stage, mentee, "POST", rate, rating), 409, "already_rated")
    assert (await send(stage, mentor, "GET", given)).json()["rating"]["comment"] == "Kind and precise."
    assert (await send(stage, mentee, "GET", f"/api/mentee/mocks/{mock_id}")).json()["stars"] == 5


@pytest.mark.parametrize(("seconds", "in_time"), [(0, True), (1, False)])
async def test_goal_is_48_hours_after_the_end(stage: Stage, seconds: int, in_time: bool) -> None:
    _, mentor, mock_id = await agreed(stage)
    body = await form(stage, mentor, mock_id)
    await begin(stage, mock_id)
    stage.world.clock.advance(hours=49, seconds=seconds)
    answer = await send(stage, mentor, "POST", f"/api/mentor/mocks/{mock_id}/feedback", body)
    assert answer.json()["in_time"] is in_time


async def test_scores_are_those_of_the_rubric(stage: Stage) -> None:
    _, mentor, mock_id = await agreed(stage)
    path = f"/api/mentor/mocks/{mock_id}/feedback"
    body = await form(stage, mentor, mock_id)
    await begin(stage, mock_id)
    first = body["scores"][0]
    for scores, message in (
        (body["scores"][1:], f"{first['code']} is missing"),
        ([*body["scores"], {"code": "juggling", "score": 3}], "juggling is not in the rubric"),
        ([*body["scores"], first], f"{first['code']} is scored more than once"),
    ):
        answer = await send(stage, mentor, "POST", path, body | {"scores": scores})
        assert refused(answer, 422, "validation_failed") == [message]
    for score in (0, 6, 3.5, "4", None):
        answer = await send(stage, mentor, "POST", path, body | {"scores": [first | {"score": score}]})
        assert answer.status_code == 422 or score == "4"
    assert await stage.database.feedbacks.count_documents({}) == 0
    assert (await send(stage, mentor, "GET", f"/api/mentor/mocks/{mock_id}")).json()["state"] == "scheduled"


@pytest.mark.parametrize(
    "rating", [{"stars": 0, "recommend": 5}, {"stars": 6, "recommend": 5}, {"stars": 3, "recommend": 11},
               {"stars": 3, "recommend": -1}, {"stars": 3}],
)  # fmt: skip
async def test_ratings_out_of_range(stage: Stage, rating: dict[str, int]) -> None:
    mentee, _, mock_id = await agreed(stage)
    answer = await send(stage, mentee, "POST", f"/api/mentee/mocks/{mock_id}/rating", rating)
    refused(answer, 422, "validation_failed")


async def test_no_feedback_on_what_did_not_take_place(stage: Stage) -> None:
    mentee, mentor, mock_id = await agreed(stage)
    body = await form(stage, mentor, mock_id)
    await begin(stage, mock_id)
    no_show = f"/api/mentor/mocks/{mock_id}/no-show"
    stage.world.clock.advance(minutes=9, seconds=59)
    refused(await send(stage, mentor, "POST", no_show), 409, "too_early")
    stage.world.clock.advance(seconds=1)
    assert (await send(stage, mentor, "POST", no_show)).json()["state"] == "no_show_mentee"
    answer = await send(stage, mentor, "POST", f"/api/mentor/mocks/{mock_id}/feedback", body)
    refused(answer, 409, "feedback_not_possible")
    assert await stage.ledger_of(mentee) == ["grant", "consume", "forfeit"]


async def test_no_show_can_be_said_for_a_day(stage: Stage) -> None:
    _, mentor, mock_id = await agreed(stage)
    await begin(stage, mock_id)
    stage.world.clock.advance(hours=25, seconds=1)
    refused(await send(stage, mentor, "POST", f"/api/mentor/mocks/{mock_id}/no-show"), 409, "too_late")


async def test_mentor_cancels_and_the_credit_comes_back(stage: Stage) -> None:
    mentee, mentor, mock_id = await agreed(stage)
    path = f"/api/mentor/mocks/{mock_id}/cancel"
    refused(await send(stage, await stage.mentor(), "POST", path, {"reason": "x"}), 404, "not_found")
    assert (await send(stage, mentor, "POST", path, {"reason": "I am ill."})).json()["state"] == "cancelled"
    assert await stage.credits_of(mentee) == 1
    refused(await send(stage, mentor, "POST", path, {"reason": "x"}), 409, "booking_moved_on")
    stage.world.clock.advance(hours=2)
    _, other, begun = await agreed(stage)
    await begin(stage, begun)
    answer = await send(stage, other, "POST", f"/api/mentor/mocks/{begun}/cancel", {"reason": "x"})
    refused(answer, 409, "cancellation_closed")


async def test_completed_by_itself_a_day_later_and_feedback_still_welcome(stage: Stage) -> None:
    mentee, mentor, mock_id = await agreed(stage)
    body = await form(stage, mentor, mock_id)
    await begin(stage, mock_id)
    stage.world.clock.advance(hours=25, seconds=-1)
    assert await stage.bookings.complete_ended(stage.now, 10) == 0
    stage.world.clock.advance(seconds=1)
    assert await stage.bookings.complete_ended(stage.now, 10) == 1
    assert await stage.bookings.complete_ended(stage.now, 10) == 0
    assert (await send(stage, mentee, "GET", f"/api/mentee/mocks/{mock_id}")).json()["state"] == "completed"
    answer = await send(stage, mentor, "POST", f"/api/mentor/mocks/{mock_id}/feedback", body)
    assert answer.status_code == 201


async def test_progress_over_time(stage: Stage) -> None:
    mentee = await stage.world.user()
    empty = (await send(stage, mentee, "GET", "/api/mentee/progress")).json()
    assert empty == {"mocks": 0, "average": None, "types": []}
    for score in (2, 3, 5):
        _, mentor, mock_id = await agreed(stage, mentee=mentee)
        body = await form(stage, mentor, mock_id, score)
        await begin(stage, mock_id)
        await send(stage, mentor, "POST", f"/api/mentor/mocks/{mock_id}/feedback", body)
    progress = (await send(stage, mentee, "GET", "/api/mentee/progress")).json()
    assert (progress["mocks"], progress["average"]) == (3, 3.33)
    (coding,) = progress["types"]
    assert (coding["first"], coding["latest"], coding["best"], coding["change"]) == (2.0, 5.0, 5.0, 3.0)
    assert [point["overall"] for point in coding["points"]] == [2.0, 3.0, 5.0]
    assert all(item["scores"] == [2, 3, 5] for item in coding["items"])
    other = await stage.world.user()
    assert (await send(stage, other, "GET", "/api/mentee/progress")).json()["mocks"] == 0
