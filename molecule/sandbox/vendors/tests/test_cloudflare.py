import httpx2
import pytest

ZONE = "023e105f4ecef8ad9ca31a8372d0c353"
RECORDS = f"/zones/{ZONE}/dns_records"


def error_code(answer: httpx2.Response) -> int:
    assert answer.json()["success"] is False
    code: int = answer.json()["errors"][0]["code"]
    return code


def test_missing_and_wrong_tokens_differ(client: httpx2.Client) -> None:
    missing = client.get("/client/v4/zones")
    assert (missing.status_code, error_code(missing)) == (400, 9106)
    wrong = client.get("/client/v4/zones", headers={"Authorization": "Bearer other"})
    assert (wrong.status_code, error_code(wrong)) == (403, 9109)
    assert client.get("/client/v4/ips").json()["result"]["ipv4_cidrs"]


def test_zones_are_found_by_name(cloudflare: httpx2.Client) -> None:
    found = cloudflare.get("/zones", params={"name": "codementee.test"}).json()
    assert [zone["id"] for zone in found["result"]] == [ZONE]
    assert cloudflare.get("/zones", params={"name": "other.test"}).json()["result_info"]["total_count"] == 0
    assert error_code(cloudflare.get("/zones/ffff/dns_records")) == 7003


def test_a_record_lives_through_its_verbs(cloudflare: httpx2.Client) -> None:
    wanted = {"type": "A", "name": "assets", "content": "203.0.113.10", "proxied": True}
    created = cloudflare.post(RECORDS, json=wanted).json()["result"]
    assert (created["name"], created["ttl"]) == ("assets.codementee.test", 1)
    duplicate = cloudflare.post(RECORDS, json=wanted)
    assert (duplicate.status_code, error_code(duplicate)) == (400, 81058)
    conflict = {"type": "CNAME", "name": "assets", "content": "codementee.test"}
    assert error_code(cloudflare.post(RECORDS, json=conflict)) == 81053
    path = f"{RECORDS}/{created['id']}"
    assert cloudflare.patch(path, json={"content": "203.0.113.11"}).json()["result"]["proxied"] is True
    assert cloudflare.put(path, json=wanted | {"proxied": False}).json()["result"]["content"] == "203.0.113.10"
    assert cloudflare.delete(path).json()["result"] == {"id": created["id"]}
    assert error_code(cloudflare.get(path)) == 81044


def test_records_are_paged_and_filtered(cloudflare: httpx2.Client) -> None:
    for number in range(5):
        cloudflare.post(RECORDS, json={"type": "TXT", "name": "@", "content": f"value-{number}"})
    page = cloudflare.get(RECORDS, params={"per_page": 2, "page": 3}).json()
    assert [record["content"] for record in page["result"]] == ["value-4"]
    assert page["result_info"] == {"page": 3, "per_page": 2, "count": 1, "total_count": 5, "total_pages": 3}
    found = cloudflare.get(RECORDS, params={"type": "TXT", "content": "value-1"}).json()["result"]
    assert len(found) == 1


def test_a_record_s_content_fits_its_type(cloudflare: httpx2.Client) -> None:
    assert error_code(cloudflare.post(RECORDS, json={"type": "A", "name": "@", "content": "2001:db8::1"})) == 9005
    assert error_code(cloudflare.post(RECORDS, json={"type": "AAAA", "name": "@", "content": "x"})) == 9006
    txt = {"type": "TXT", "name": "@", "content": "x", "proxied": True}
    assert error_code(cloudflare.post(RECORDS, json=txt)) == 9004


@pytest.mark.parametrize("body", [{}, {"purge_everything": True, "files": ["x"]}, {"files": ["x"], "hosts": ["y"]}])
def test_a_purge_names_one_thing(cloudflare: httpx2.Client, body: dict[str, object]) -> None:
    assert cloudflare.post(f"/zones/{ZONE}/purge_cache", json=body).status_code == 400


def test_a_purge_is_accepted(cloudflare: httpx2.Client) -> None:
    answer = cloudflare.post(f"/zones/{ZONE}/purge_cache", json={"purge_everything": True})
    assert answer.json()["result"] == {"id": ZONE}
    too_many = cloudflare.post(f"/zones/{ZONE}/purge_cache", json={"files": ["x"] * 101})
    assert error_code(too_many) == 1094


def test_settings_take_only_what_they_know(cloudflare: httpx2.Client) -> None:
    path = f"/zones/{ZONE}/settings"
    changed = cloudflare.patch(f"{path}/ssl", json={"value": "strict"}).json()["result"]
    assert (changed["value"], changed["editable"]) == ("strict", True)
    assert changed["modified_on"] is not None
    assert error_code(cloudflare.patch(f"{path}/ssl", json={"value": "loose"})) == 1007
    assert error_code(cloudflare.patch(f"{path}/brotli", json={"value": True})) == 1007
    assert error_code(cloudflare.get(f"{path}/colour")) == 1006
    assert {setting["id"] for setting in cloudflare.get(path).json()["result"]} >= {"ssl", "min_tls_version"}
