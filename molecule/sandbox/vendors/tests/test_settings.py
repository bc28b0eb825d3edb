from dataclasses import replace
from pathlib import Path

import pytest

from sandbox_vendors.settings import REQUIRED, Settings, SettingsError, from_environment
from sandbox_vendors.store import Store

ENVIRONMENT = {f"VENDORS_{name.upper()}": "value" for name in REQUIRED} | {
    "VENDORS_CHAT_WEBHOOK_PATH": "/services/T1/B1/secret"
}


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        from_environment({})
    assert all(f"VENDORS_{name.upper()}" in str(raised.value) for name in REQUIRED)


def test_a_secret_can_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("from-file\n", encoding="utf-8")
    environment = ENVIRONMENT | {"VENDORS_RESEND_API_KEY": "", "VENDORS_RESEND_API_KEY_FILE": str(file)}
    assert from_environment(environment).resend_api_key == "from-file"


def test_lists_and_paths_are_read(tmp_path: Path) -> None:
    more = {
        "VENDORS_HOSTINGER_ADDRESSES": "198.51.100.11,198.51.100.12",
        "VENDORS_RAZORPAY_RETRY_SECONDS": "1,2.5",
        "VENDORS_STATE_FILE": str(tmp_path / "state.json"),
    }
    settings = from_environment(ENVIRONMENT | more)
    assert settings.hostinger_addresses == ("198.51.100.11", "198.51.100.12")
    assert settings.razorpay_retry_seconds == (1, 2.5)
    assert settings.state_file == tmp_path / "state.json"


def test_a_chat_path_has_its_form() -> None:
    with pytest.raises(SettingsError, match="CHAT_WEBHOOK_PATH"):
        from_environment(ENVIRONMENT | {"VENDORS_CHAT_WEBHOOK_PATH": "/hook"})


def test_the_state_survives_a_restart(settings: Settings, tmp_path: Path) -> None:
    kept = replace(settings, state_file=tmp_path / "state.json")
    store = Store(kept)
    store.record("messages", {"text": "kept", "message": {}})
    store.save()
    assert [message["text"] for message in Store(kept).items("messages")] == ["kept"]


def test_old_entries_make_room(settings: Settings) -> None:
    store = Store(replace(settings, recorded_calls=2))
    for number in range(3):
        store.record("calls", {"number": number})
    assert [call["number"] for call in store.items("calls")] == [1, 2]
