"""What a process refuses to start with."""

from pathlib import Path

import pytest

from codementee.core.settings import Settings, SettingsError

PASSWORD = "5f1c0de5a11ab1e5f1c0de5a11ab1e00"
URI = f"mongodb+srv://app:{PASSWORD}@cluster0.db.invalid/"


@pytest.fixture(autouse=True)
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A complete production installation, for each test to spoil."""
    (tmp_path / "mongodb_uri").write_text(URI + "\n")
    (tmp_path / "cache_password").write_text(PASSWORD + "\n")
    (tmp_path / "resend_api_key").write_text("re_5f1c0de5a11ab1e5f1c0de5a\n")
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    monkeypatch.setenv("CODEMENTEE_MAIL_FROM", "Codementee <mail@codementee.invalid>")
    (tmp_path / "razorpay_key_secret").write_text("0f1e2d3c4b5a69788796a5b4\n")
    (tmp_path / "razorpay_webhook_secret").write_text("7c6b5a4d3e2f10918273645546372819\n")
    monkeypatch.setenv("CODEMENTEE_RAZORPAY_KEY_ID", "rzp_live_0123")
    monkeypatch.setenv("CODEMENTEE_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("CODEMENTEE_ENVIRONMENT", "production")
    monkeypatch.setenv("CODEMENTEE_MONGODB_TLS_CA_FILE", str(tmp_path / "ca.pem"))
    return tmp_path


def refusal() -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    return str(caught.value)


def test_secrets_come_from_files_without_their_line_end() -> None:
    settings = Settings.load()
    assert settings.mongodb_uri.get_secret_value() == URI
    assert settings.cache_password.get_secret_value() == PASSWORD
    assert settings.mongodb_uses_tls


def test_development_needs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CODEMENTEE_SECRETS_DIR", str(tmp_path / "absent"))
    monkeypatch.setenv("CODEMENTEE_ENVIRONMENT", "development")
    assert Settings.load().mongodb_uri.get_secret_value().startswith("mongodb://127.0.0.1")


def test_missing_secrets_are_reported_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CODEMENTEE_SECRETS_DIR", str(tmp_path / "absent"))
    message = refusal()
    assert str(tmp_path / "absent" / "mongodb_uri") in message
    assert str(tmp_path / "absent" / "cache_password") in message
    assert "openssl rand" in message


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("", "credentials"),
        ("mongodb://127.0.0.1:27017/", "credentials"),
        ("mongodb+srv://app@cluster0.db.invalid/", "no password"),
        ("mongodb+srv://app:CHANGE-ME@cluster0.db.invalid/", "placeholder"),
        ("mongodb+srv://app:<db_password>@cluster0.db.invalid/", "placeholder"),
        (f"mongodb://app:{PASSWORD}@db.invalid:27017/", "not be encrypted"),
        (f"mongodb+srv://app:{PASSWORD}@db.invalid/?tls=false", "not be encrypted"),
        (f"{URI}?tlsInsecure=true", "certificate checks"),
        (f"mongodb://app:{PASSWORD}@db.invalid/?tls=true&tlsAllowInvalidHostnames=true", "certificate checks"),
    ],
)
def test_unusable_database_addresses_are_refused(production: Path, uri: str, reason: str) -> None:
    (production / "mongodb_uri").write_text(uri)
    message = refusal()
    assert reason in message
    assert PASSWORD not in message


@pytest.mark.parametrize(
    ("password", "reason"),
    [("", "empty"), ("   \n", "empty"), ("short", "too short"), ("changeme-changeme", "placeholder")],
)
def test_unusable_cache_passwords_are_refused(production: Path, password: str, reason: str) -> None:
    (production / "cache_password").write_text(password)
    assert reason in refusal()


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("resend_api_key", "", "empty"),
        ("resend_api_key", "re_short", "too short"),
        ("resend_api_key", "re_replace_me_with_yours", "placeholder"),
        ("sentry_dsn", "https://sentry.invalid/1", "expected https://KEY@HOST/PROJECT"),
        ("sentry_dsn", "http://0123456789abcdef@sentry.invalid/1", "expected https://KEY@HOST/PROJECT"),
    ],
)
def test_unusable_keys_of_services_are_refused(production: Path, name: str, value: str, reason: str) -> None:
    (production / name).write_text(value)
    message = refusal()
    assert name in message
    assert reason in message


def test_a_sentry_service_is_optional(production: Path) -> None:
    (production / "sentry_dsn").write_text("https://0123456789abcdef@sentry.invalid/42\n")
    assert Settings.load().sentry_dsn.get_secret_value().endswith("/42")


def test_mail_needs_a_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODEMENTEE_MAIL_FROM")
    assert "CODEMENTEE_MAIL_FROM" in refusal()


def test_secret_in_the_environment_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEMENTEE_CACHE_PASSWORD", PASSWORD)
    message = refusal()
    assert "CODEMENTEE_CACHE_PASSWORD" in message
    assert PASSWORD not in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "prod"),
        ("LOG_LEVEL", "chatty"),
        ("MONGODB_MAX_POOL_SIZE", "0"),
        ("MONGODB_DATABASE", "a/b"),
        ("PUBLIC_URL", "example.com"),
        ("FORWARDED_ALLOW_IPS", "*"),
        ("FORWARDED_ALLOW_IPS", "10.77.0.1/16"),
        ("CACHE_PORT", "redis"),
        ("MONGODB_TLS_CA_FILE", "/nowhere/ca.pem"),
        ("MAIL_FROM", "mail@codementee.invalid"),
        ("MAIL_FROM", "Codementee <a@b.invalid>\nBcc: <c@d.invalid>"),
        ("MAIL_REPLY_TO", "nobody"),
        ("RESEND_BASE_URL", "api.resend.com"),
        ("PROMETHEUS_URL", "prometheus:9090"),
        ("WORKER_OUTBOX_INTERVAL_SECONDS", "0"),
    ],
)
def test_malformed_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"CODEMENTEE_{name}", value)
    assert f"CODEMENTEE_{name}" in refusal()


def test_pool_bounds_must_fit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEMENTEE_MONGODB_MIN_POOL_SIZE", "9")
    monkeypatch.setenv("CODEMENTEE_MONGODB_MAX_POOL_SIZE", "8")
    assert "CODEMENTEE_MONGODB_MIN_POOL_SIZE" in refusal()


def test_several_networks_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEMENTEE_FORWARDED_ALLOW_IPS", "10.77.0.0/16, 127.0.0.1")
    assert Settings.load().forwarded_allow_ips == ("10.77.0.0/16", "127.0.0.1/32")


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    assert PASSWORD not in repr(Settings.load())
