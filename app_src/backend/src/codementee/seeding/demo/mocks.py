"""Mocks and feedback of the demonstration."""

import random
from datetime import datetime, timedelta

from codementee.core.database import Document
from codementee.feedback.policy import GOAL, RubricItem, Scored, overall
from codementee.seeding.rubrics import RUBRICS

# As bookings.service makes them: no vowels, nothing that looks like something else.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
_STRENGTHS = (
    "Asks the right questions before writing anything down.",
    "Clear structure; tests edge cases unasked.",
    "Calm under pressure, and honest about what they do not know.",
    "Explains trade-offs with numbers.",
)
_IMPROVEMENTS = (
    "State the complexity before writing code.",
    "Say the result first, then how you got there.",
    "Leave ten minutes for questions at the end.",
    "Name one alternative and why you left it.",
)
_RECOMMENDATIONS = ("no_hire", "lean_no_hire", "lean_hire", "hire", "strong_hire")
_COMMENTS = ("Precise and kind.", "Worth every rupee.", "A little late, but very useful.", None)


def reference(number: int) -> str:
    """A different one for each number, and not in sequence."""
    # The factor has no divisor in common with 28^6: the product runs through every value once.
    value = (number * 180_143_979 + 7) % len(_LETTERS) ** 6
    letters = []
    for _ in range(6):
        value, index = divmod(value, len(_LETTERS))
        letters.append(_LETTERS[index])
    return "CM-" + "".join(letters)


def mock_of(booking: Document, *, at: datetime) -> Document:
    """As assigned at that moment."""
    return {
        "_id": booking["mock_id"],
        "booking_id": booking["_id"],
        "reference": booking["reference"],
        "mentee_id": booking["mentee_id"],
        "mentor_id": booking["mentor_id"],
        "company": dict(booking["company"]),
        "track": dict(booking["track"]),
        "interview_type": booking["interview_type"],
        "start_at": booking["slot"]["start_at"],
        "end_at": booking["slot"]["end_at"],
        "link": dict(booking["link"]),
        "calendar": dict(booking["calendar"]),
        "state": "scheduled",
        "feedback_due_at": booking["slot"]["end_at"] + GOAL,
        "feedback_pending": True,
        "created_at": at,
        "updated_at": at,
    }


def feedback_of(mock: Document, at: datetime, now: datetime, rng: random.Random) -> Document:
    """Given at that moment; two of three mentees rate it some hours later."""
    level = rng.choice((2, 3, 3, 4, 4, 5))
    scored = [
        Scored(
            RubricItem(item["code"], item["title"], item["weight"]),
            min(5, max(1, level + rng.choice((-1, 0, 0, 1)))),
        )
        for item in RUBRICS[mock["interview_type"]]
    ]
    mean = overall(scored)
    rated = at + timedelta(hours=1 + rng.randrange(30))
    rating = None
    if rng.random() < 0.66 and rated < now:  # noqa: PLR2004 - two of three
        stars = rng.choice((3, 4, 4, 5, 5, 5))
        rating = {
            "stars": stars,
            "recommend": min(10, 2 * stars + rng.choice((-1, 0, 1))),
            "comment": rng.choice(_COMMENTS),
            "at": rated,
        }
    return {
        "_id": mock["_id"],
        "mock_id": mock["_id"],
        "booking_id": mock["booking_id"],
        "mentee_id": mock["mentee_id"],
        "mentor_id": mock["mentor_id"],
        "interview_type": mock["interview_type"],
        "company": dict(mock["company"]),
        "start_at": mock["start_at"],
        "scores": [
            {
                "code": entry.item.code,
                "title": entry.item.title,
                "weight": entry.item.weight,
                "score": entry.score,
                "comment": None,
            }
            for entry in scored
        ],
        "overall": mean,
        "strengths": rng.choice(_STRENGTHS),
        "improvements": rng.choice(_IMPROVEMENTS),
        "recommendation": _RECOMMENDATIONS[min(4, max(0, round(mean) - 1))],
        "submitted_at": at,
        "in_time": at <= mock["feedback_due_at"],
        "rating": rating,
    }
