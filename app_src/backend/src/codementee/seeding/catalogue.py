"""The catalogue a new installation starts with. Afterwards it is data, and administrators edit it."""

from codementee.core.database import Document
from codementee.seeding.rubrics import RUBRICS

type Tracks = list[Document]


def _tracks(*levels: tuple[str, str, str]) -> Tracks:
    return [{"code": code, "title": title, "seniority": seniority} for code, title, seniority in levels]


_SDE = _tracks(
    ("sde-1", "SDE I", "entry"),
    ("sde-2", "SDE II", "mid"),
    ("sde-3", "SDE III", "senior"),
)

_TRACKS: dict[str, Tracks] = {
    "amazon": [*_SDE, *_tracks(("principal", "Principal SDE", "staff"))],
    "apple": _tracks(
        ("ict2", "ICT2 · Software Engineer", "entry"),
        ("ict3", "ICT3 · Software Engineer", "mid"),
        ("ict4", "ICT4 · Senior Software Engineer", "senior"),
        ("ict5", "ICT5 · Staff Software Engineer", "staff"),
    ),
    "google": _tracks(
        ("l3", "L3 · Software Engineer II", "entry"),
        ("l4", "L4 · Software Engineer III", "mid"),
        ("l5", "L5 · Senior Software Engineer", "senior"),
        ("l6", "L6 · Staff Software Engineer", "staff"),
    ),
    "meta": _tracks(
        ("e3", "E3 · Software Engineer", "entry"),
        ("e4", "E4 · Software Engineer", "mid"),
        ("e5", "E5 · Senior Software Engineer", "senior"),
        ("e6", "E6 · Staff Software Engineer", "staff"),
        ("e7", "E7 · Senior Staff Software Engineer", "staff"),
    ),
    "microsoft": _tracks(
        ("l59-60", "59–60 · Software Engineer", "entry"),
        ("l61-62", "61–62 · Software Engineer II", "mid"),
        ("l63-64", "63–64 · Senior Software Engineer", "senior"),
        ("l65-67", "65–67 · Principal Software Engineer", "staff"),
    ),
    "netflix": _tracks(
        ("l3", "L3 · Software Engineer", "entry"),
        ("l4", "L4 · Software Engineer", "mid"),
        ("l5", "L5 · Senior Software Engineer", "senior"),
        ("l6", "L6 · Staff Software Engineer", "staff"),
    ),
    "flipkart": [*_SDE, *_tracks(("sde-4", "SDE IV", "staff"))],
    "paytm": _tracks(
        ("software-engineer", "Software Engineer", "entry"),
        ("senior-software-engineer", "Senior Software Engineer", "mid"),
        ("technical-lead", "Technical Lead", "senior"),
    ),
    "swiggy": [*_SDE, *_tracks(("sde-4", "SDE IV", "staff"))],
    "zomato": _SDE,
}

COMPANIES: list[Document] = [
    {"slug": slug, "name": name, "category": category, "tracks": _TRACKS[slug]}
    for category, companies in {
        "product": {
            "amazon": "Amazon",
            "apple": "Apple",
            "google": "Google",
            "meta": "Meta",
            "microsoft": "Microsoft",
            "netflix": "Netflix",
        },
        "unicorn": {"flipkart": "Flipkart", "paytm": "Paytm", "swiggy": "Swiggy", "zomato": "Zomato"},
    }.items()
    for slug, name in companies.items()
]

INTERVIEW_TYPES: list[Document] = [
    {"code": "coding", "name": "Coding", "minimum_minutes": 60, "maximum_minutes": 90, "rubric": RUBRICS["coding"]},
    {
        "code": "system-design",
        "name": "System design",
        "minimum_minutes": 45,
        "maximum_minutes": 60,
        "rubric": RUBRICS["system-design"],
    },
    {
        "code": "behavioural",
        "name": "Behavioural",
        "minimum_minutes": 30,
        "maximum_minutes": 45,
        "rubric": RUBRICS["behavioural"],
    },
    {"code": "hr", "name": "HR", "minimum_minutes": 30, "maximum_minutes": 45, "rubric": RUBRICS["hr"]},
]

_EVERY_PLAN = ["Mentors from product companies", "Structured feedback after every mock"]

PRICING_PLANS: list[Document] = [
    {
        "code": "foundation",
        "name": "Foundation",
        "tagline": "See where you stand",
        "price_paise": 1_999_00,
        "currency": "INR",
        "mocks": 1,
        "months": 1,
        "features": ["1 mock interview, within 1 month", *_EVERY_PLAN],
        "recommended": False,
    },
    {
        "code": "growth",
        "name": "Growth",
        "tagline": "Practise, correct, repeat",
        "price_paise": 4_999_00,
        "currency": "INR",
        "mocks": 3,
        "months": 3,
        "features": ["3 mock interviews, within 3 months", *_EVERY_PLAN],
        "recommended": True,
    },
    {
        "code": "accelerator",
        "name": "Accelerator",
        "tagline": "Walk in prepared for every round",
        "price_paise": 8_999_00,
        "currency": "INR",
        "mocks": 6,
        "months": 6,
        "features": ["6 mock interviews, within 6 months", *_EVERY_PLAN],
        "recommended": False,
    },
]
