"""What each kind of interview is judged by at the start. Weights are per cent."""

from codementee.core.database import Document


def _rubric(*items: tuple[str, str, str, int]) -> list[Document]:
    return [
        {"code": code, "title": title, "description": description, "weight": weight}
        for code, title, description, weight in items
    ]


_COMMUNICATION = "Thinks aloud, listens, and answers the question that was asked"

RUBRICS: dict[str, list[Document]] = {
    "coding": _rubric(
        ("problem-solving", "Problem solving", "Asks what is unclear, finds an approach, weighs it against others", 30),
        ("correctness", "Code", "Working, readable code in the time there is", 30),
        ("complexity", "Complexity", "Knows what time and memory the solution takes, and what would take less", 15),
        ("testing", "Testing", "Finds the edge cases and the mistakes before being told", 10),
        ("communication", "Communication", _COMMUNICATION, 15),
    ),
    "system-design": _rubric(
        ("requirements", "Requirements", "Finds out what is to be built, for how many, and what may be left out", 20),
        ("architecture", "Architecture", "Parts, data and interfaces that serve those requirements", 30),
        ("scale", "Scale and failure", "Sees where it breaks first, and what it does when it does", 20),
        ("trade-offs", "Trade-offs", "Names what each decision costs and why it is worth it", 15),
        ("communication", "Communication", _COMMUNICATION, 15),
    ),
    "behavioural": _rubric(
        ("structure", "Structure", "Situation, task, action, result, in that order and in good time", 25),
        ("ownership", "Ownership", "Says what they themselves did, and what they would do differently", 30),
        ("impact", "Impact", "Results that somebody could check", 25),
        ("communication", "Communication", _COMMUNICATION, 20),
    ),
    "hr": _rubric(
        ("motivation", "Motivation", "Knows why this company and this role", 30),
        ("self-awareness", "Self-awareness", "Speaks soberly of strengths, weaknesses and setbacks", 25),
        ("expectations", "Expectations", "Clear and prepared about role, pay and notice", 25),
        ("communication", "Communication", _COMMUNICATION, 20),
    ),
}
