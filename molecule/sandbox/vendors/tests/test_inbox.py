import base64

import httpx2

from tests.test_resend import MAIL


def test_an_empty_inbox_says_so(client: httpx2.Client) -> None:
    page = client.get("/")
    assert page.text.count("Nothing yet.") == 4
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_everything_that_arrived_is_on_the_page(client: httpx2.Client, resend: httpx2.Client) -> None:
    resend.post("/emails", json=MAIL | {"subject": "<b>Tomorrow</b> & after"})
    client.post("/services/T1/B1/chat-secret", json={"text": "Deployed <script>"})
    page = client.get("/").text
    assert "&lt;b&gt;Tomorrow&lt;/b&gt; &amp; after" in page
    assert "Deployed &lt;script&gt;" in page
    assert "POST /emails" in page
    assert "<script>" not in page


def test_a_mail_is_shown_without_being_trusted(resend: httpx2.Client) -> None:
    invite = {"filename": "invite.ics", "content": base64.b64encode(b"BEGIN:VCALENDAR").decode()}
    resend.post("/emails", json=MAIL | {"html": "<h1>Hello</h1><script>x</script>", "attachments": [invite]})
    page = resend.get("/mails/1").text
    assert 'iframe sandbox src="/mails/1/html"' in page
    assert "ada@example.com" in page
    html = resend.get("/mails/1/html")
    assert html.text.startswith("<h1>Hello</h1>")
    assert html.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    file = resend.get("/mails/1/attachments/0")
    assert (file.content, file.headers["content-disposition"]) == (b"BEGIN:VCALENDAR", "attachment")
    assert resend.get("/mails/1/attachments/1").status_code == 404
    assert resend.get("/mails/9").status_code == 404


def test_credentials_are_not_recorded(resend: httpx2.Client) -> None:
    resend.post("/emails", json=MAIL)
    assert "re_key" not in resend.get("/_control/inbox").text


def test_reset_starts_afresh(client: httpx2.Client, resend: httpx2.Client) -> None:
    resend.post("/emails", json=MAIL)
    client.post("/_control/faults", json={"vendor": "resend", "kind": "drop"})
    client.post("/_control/reset")
    assert client.get("/_control/inbox").json() == {"mails": [], "messages": [], "webhooks": [], "calls": []}
    assert resend.post("/emails", json=MAIL).status_code == 200
