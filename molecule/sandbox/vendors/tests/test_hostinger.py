"""The purchase and what follows it, read by Hostinger's own client where shapes matter."""

from typing import Any

import hostinger_api
import httpx2
import pytest

from tests.conftest import Clock

SETUP = {"template_id": 1121, "data_center_id": 29, "hostname": "vps-1.example.com", "password": "a-long-password-1"}
PURCHASE = {"item_id": "hostingercom-vps-kvm2-usd-1m", "setup": SETUP}
MACHINES = "/api/vps/v1/virtual-machines"


def buy(hostinger: httpx2.Client, **changes: Any) -> dict[str, Any]:
    answer = hostinger.post(MACHINES, json=PURCHASE | changes)
    assert answer.status_code == 200, answer.text
    machine: dict[str, Any] = answer.json()["virtual_machine"]
    return machine


@pytest.fixture
def sdk(base_url: str) -> Any:
    configuration = hostinger_api.Configuration(host=base_url, access_token="hostinger-token")
    return hostinger_api.ApiClient(configuration)


def test_without_a_token_everything_is_refused(client: httpx2.Client) -> None:
    answer = client.get(MACHINES)
    assert answer.status_code == 401
    assert set(answer.json()) == {"message", "correlation_id"}


def test_a_bought_machine_runs_after_a_while(hostinger: httpx2.Client, clock: Clock) -> None:
    machine = buy(hostinger)
    assert (machine["state"], machine["actions_lock"], machine["plan"]) == ("creating", "locked", "KVM 2")
    clock.advance(3)
    (shown,) = hostinger.get(MACHINES).json()
    assert (shown["state"], shown["actions_lock"]) == ("running", "unlocked")
    assert shown["ipv4"][0]["address"] == "203.0.113.10"


def test_the_vendor_s_own_client_reads_the_answers(sdk: Any, hostinger: httpx2.Client) -> None:
    machine_id = buy(hostinger, setup=SETUP | {"public_key": {"name": "ops", "key": "ssh-ed25519 AAAA ops"}})["id"]
    machines = hostinger_api.VPSVirtualMachineApi(sdk)
    assert machines.get_virtual_machines_v1()[0].hostname == "vps-1.example.com"
    assert machines.get_virtual_machine_details_v1(machine_id).template.name == "Debian 13"
    assert hostinger_api.VPSSSHKeysApi(sdk).list_virtual_machine_ssh_keys_v1(machine_id)[0].name == "ops"
    assert {place.name for place in hostinger_api.VPSDataCentersApi(sdk).get_data_center_list_v1()} >= {"bom"}
    assert hostinger_api.BillingCatalogApi(sdk).get_catalog_item_list_v1(category="VPS")[0].prices[0].price == 1399
    assert hostinger_api.BillingSubscriptionsApi(sdk).get_subscription_list_v1()[0].renewal_price == 1799
    assert hostinger_api.DNSZoneApi(sdk).get_dns_records_v1("codementee.test")[0].type == "A"


def test_two_purchases_make_two_machines_of_the_same_name(hostinger: httpx2.Client) -> None:
    buy(hostinger)
    buy(hostinger)
    assert [machine["hostname"] for machine in hostinger.get(MACHINES).json()] == ["vps-1.example.com"] * 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"item_id": "nothing"}, "item_id"),
        ({"payment_method_id": 1}, "payment_method_id"),
        ({"setup": None}, "setup"),
        ({"setup": SETUP | {"template_id": 1}}, "setup.template_id"),
        ({"setup": SETUP | {"data_center_id": 1}}, "setup.data_center_id"),
        ({"setup": SETUP | {"hostname": "vps1"}}, "setup.hostname"),
        ({"setup": SETUP | {"password": "short"}}, "setup.password"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_bought(
    hostinger: httpx2.Client, change: dict[str, Any], field: str
) -> None:
    answer = hostinger.post(MACHINES, json=PURCHASE | change)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert hostinger.get(MACHINES).json() == []


def test_a_pending_payment_leaves_a_machine_to_set_up(hostinger: httpx2.Client, client: httpx2.Client) -> None:
    client.post("/_control/faults", json={"vendor": "hostinger", "kind": "pending", "method": "POST", "times": 1})
    answer = hostinger.post(MACHINES, json=PURCHASE)
    assert (answer.status_code, answer.json()["status"]) == (202, "payment_initiated")
    (machine,) = hostinger.get(MACHINES).json()
    assert (machine["state"], machine["ipv4"]) == ("initial", None)
    assert machine["subscription_id"] == answer.json()["subscription_id"]
    path = f"{MACHINES}/{machine['id']}/setup"
    assert hostinger.post(path, json=SETUP).json()["state"] == "creating"
    assert hostinger.post(path, json=SETUP).status_code == 422


def test_actions_lock_the_machine_until_they_succeed(hostinger: httpx2.Client, clock: Clock) -> None:
    machine_id = buy(hostinger)["id"]
    clock.advance(3)
    action = hostinger.post(f"{MACHINES}/{machine_id}/restart").json()
    assert action["state"] == "sent"
    assert hostinger.post(f"{MACHINES}/{machine_id}/stop").status_code == 422
    clock.advance(3)
    assert hostinger.get(f"{MACHINES}/{machine_id}/actions/{action['id']}").json()["state"] == "success"
    listed = hostinger.get(f"{MACHINES}/{machine_id}/actions").json()
    assert listed["meta"] == {"current_page": 1, "per_page": 15, "total": 1}
    assert hostinger.post(f"{MACHINES}/{machine_id}/stop").status_code == 200
    assert hostinger.get(f"{MACHINES}/{machine_id}").json()["state"] == "stopped"


def test_metrics_need_a_range(hostinger: httpx2.Client) -> None:
    machine_id = buy(hostinger)["id"]
    assert hostinger.get(f"{MACHINES}/{machine_id}/metrics").status_code == 422
    found = hostinger.get(
        f"{MACHINES}/{machine_id}/metrics", params={"date_from": "2026-11-01", "date_to": "2026-11-22"}
    )
    assert found.json()["cpu_usage"]["unit"] == "%"


def test_renewal_is_the_only_thing_to_end(hostinger: httpx2.Client) -> None:
    subscription = buy(hostinger)["subscription_id"]
    path = f"/api/billing/v1/subscriptions/{subscription}/auto-renewal"
    ended = hostinger.delete(f"{path}/disable").json()
    assert (ended["status"], ended["is_auto_renewed"]) == ("not_renewing", False)
    assert ended["expires_at"] is not None
    assert hostinger.patch(f"{path}/enable").json()["status"] == "active"
    assert hostinger.delete(f"{MACHINES}/1").status_code == 405


def test_firewall_rules_are_replaced_at_once_and_need_a_sync(hostinger: httpx2.Client) -> None:
    machine_id = buy(hostinger)["id"]
    firewall = hostinger.post("/api/vps/v1/firewall", json={"name": "edge"}).json()
    path = f"/api/vps/v1/firewall/{firewall['id']}"
    rules = [{"protocol": "TCP", "port": "443", "source": "any", "source_detail": "any"}]
    replaced = hostinger.put(f"{path}/rules", json={"rules": rules}).json()
    assert ([rule["port"] for rule in replaced["rules"]], replaced["is_synced"]) == (["443"], False)
    wrong = hostinger.put(f"{path}/rules", json={"rules": [{"protocol": "TCP"}]})
    assert "rules.0.port" in wrong.json()["errors"]
    assert hostinger.post(f"{path}/activate/{machine_id}").status_code == 200
    assert hostinger.get(path).json()["is_synced"] is True
    assert hostinger.get(f"{MACHINES}/{machine_id}").json()["firewall_group_id"] == firewall["id"]
    hostinger.delete(path)
    assert hostinger.get(f"{MACHINES}/{machine_id}").json()["firewall_group_id"] is None


def test_dns_overwrite_leaves_other_sets_alone_and_a_snapshot_behind(hostinger: httpx2.Client) -> None:
    zone = "/api/dns/v1/zones/codementee.test"
    wanted = {"name": "@", "type": "A", "ttl": 300, "records": [{"content": "203.0.113.10"}]}
    assert hostinger.post(f"{zone}/validate", json={"zone": [wanted]}).status_code == 200
    assert hostinger.put(zone, json={"overwrite": True, "zone": [wanted]}).json() == {"message": "Request accepted"}
    sets = {(entry["name"], entry["type"]): entry for entry in hostinger.get(zone).json()}
    assert sets["@", "A"]["records"] == [{"content": "203.0.113.10", "is_disabled": False}]
    assert ("www", "CNAME") in sets
    (snapshot,) = hostinger.get("/api/dns/v1/snapshots/codementee.test").json()
    hostinger.post(f"/api/dns/v1/snapshots/codementee.test/{snapshot['id']}/restore")
    assert hostinger.get(zone).json()[0]["records"][0]["content"] == "192.0.2.1"


def test_dns_refuses_an_address_of_the_wrong_family(hostinger: httpx2.Client) -> None:
    zone = [{"name": "@", "type": "AAAA", "records": [{"content": "203.0.113.10"}]}]
    answer = hostinger.put("/api/dns/v1/zones/codementee.test", json={"zone": zone})
    assert list(answer.json()["errors"]) == ["zone.0.records.0.content"]
    assert hostinger.get("/api/dns/v1/zones/other.test").status_code == 404
