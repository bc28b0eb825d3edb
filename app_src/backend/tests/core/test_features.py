"""Parts of the platform that operators switch off."""

import httpx2
import pytest

from codementee.core.features import Feature
from codementee.core.settings import Settings, SettingsError
from tests.conftest import StartProcess

GATED = {
    Feature.REGISTRATION: ("/api/auth/register-free", "/api/auth/register"),
    Feature.ORDERS: ("/api/payment/orders",),
    Feature.WAITLIST: ("/api/mentee/waitlist",),
}


def refused(client: httpx2.Client, path: str) -> bool:
    """Whether it is switched off, for whoever asks and whatever they send."""
    answer = client.post(path, json={})
    return answer.status_code == 403 and answer.json()["error"]["code"] == "feature_off"


def test_what_is_switched_off_is_refused_and_nothing_else(start: StartProcess) -> None:
    off = {Feature.ORDERS, Feature.REGISTRATION}
    api = start(CODEMENTEE_FEATURES_OFF="orders, registration")
    with httpx2.Client(base_url=api.url, timeout=15) as client:
        found = {path: refused(client, path) for paths in GATED.values() for path in paths}
        assert client.get("/api/companies").status_code == 200
    assert found == {path: feature in off for feature, paths in GATED.items() for path in paths}


def test_everything_is_on_unless_it_is_said(client: httpx2.Client) -> None:
    assert [path for paths in GATED.values() for path in paths if refused(client, path)] == []


def test_a_name_that_is_no_feature_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEMENTEE_FEATURES_OFF", "orders,waitinglist")
    with pytest.raises(SettingsError, match=r"CODEMENTEE_FEATURES_OFF.*registration.*orders.*waitlist"):
        Settings.load()
