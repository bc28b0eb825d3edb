import json

import httpx2
import pytest

URL = "/services/T1/B1/chat-secret"


def test_a_message_arrives(client: httpx2.Client) -> None:
    answer = client.post(URL, json={"text": "Deployed 1.2.3"})
    assert (answer.status_code, answer.text) == (200, "ok")
    form = client.post(URL, data={"payload": json.dumps({"blocks": [{"type": "divider"}]})})
    assert form.text == "ok"
    messages = client.get("/_control/inbox", params={"part": "messages"}).json()["messages"]
    assert [message["text"] for message in messages] == ["Deployed 1.2.3", ""]


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/services/T9/B1/chat-secret", '{"text": "x"}', (404, "no_service")),
        ("/services/T1/B1/other", '{"text": "x"}', (403, "invalid_token")),
        (URL, "{", (400, "invalid_payload")),
        (URL, "[]", (400, "invalid_payload")),
        (URL, "{}", (400, "no_text")),
    ],
)
def test_refusals_are_plain_text(client: httpx2.Client, path: str, body: str, expected: tuple[int, str]) -> None:
    answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.text) == expected
