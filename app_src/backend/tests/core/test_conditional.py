"""Entity tags, on the running API."""

import httpx2
import pytest


@pytest.fixture
def etag(reader: httpx2.Client) -> str:
    return str(reader.get("/api/pricing-plans").headers["ETag"])


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_current_copy_is_confirmed_without_a_body(reader: httpx2.Client, etag: str, form: str) -> None:
    response = reader.get("/api/pricing-plans", headers={"If-None-Match": form.format(etag)})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"] == "public, no-cache"


def test_outdated_copy_is_replaced(reader: httpx2.Client, etag: str) -> None:
    response = reader.get("/api/pricing-plans", headers={"If-None-Match": '"outdated"'})
    assert response.status_code == 200
    assert response.headers["ETag"] == etag


def test_tag_depends_on_the_content(reader: httpx2.Client, etag: str) -> None:
    assert reader.get("/api/pricing-plans?limit=1").headers["ETag"] != etag
