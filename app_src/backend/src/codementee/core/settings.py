"""Settings, read once per process from the environment (``CODEMENTEE_*``) and from secret files.

Outside development a secret comes from a file and from nowhere else: an environment variable shows in
``docker inspect`` and is inherited by every child process.
"""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)

from codementee.core.features import Feature
from codementee.core.gstin import gstin_problem, state_code
from codementee.core.secrets import (
    cache_password_problem,
    jwt_keys_problem,
    mail_key_problem,
    mongodb_uri_problem,
    sentry_dsn_problem,
    shared_secrets_problem,
    uses_tls,
)

ENV_PREFIX = "CODEMENTEE_"
SECRETS = (
    "mongodb_uri",
    "cache_password",
    "jwt_keys",
    "razorpay_key_secret",
    "razorpay_webhook_secret",
    "resend_api_key",
    "sentry_dsn",
)

Milliseconds = Annotated[int, Field(ge=1, le=60_000)]
Port = Annotated[int, Field(ge=1, le=65_535)]


_NO_SENDER = "<mail@localhost.localdomain>"


class SettingsError(Exception):
    """The process must not start; ``str(error)`` lists every problem at once and never contains a secret."""


def secrets_directory() -> Path:
    """Where secret files are: the engine's mount, or wherever a test or a laptop keeps its own."""
    return Path(os.environ.get(f"{ENV_PREFIX}SECRETS_DIR", "/run/secrets"))


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    environment: Literal["development", "sandbox", "staging", "production"] = "development"
    release: str = "unknown"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    public_url: str = Field(default="http://localhost:8000", pattern=r"^https?://[A-Za-z0-9.-]+(:\d+)?$")

    mongodb_uri: SecretStr = SecretStr("mongodb://127.0.0.1:27017/?directConnection=true")
    mongodb_database: str = Field(default="codementee", pattern=r"^[A-Za-z0-9_-]{1,38}$")
    mongodb_min_pool_size: int = Field(default=2, ge=0, le=100)
    mongodb_max_pool_size: int = Field(default=20, ge=1, le=500)
    mongodb_wait_queue_timeout_ms: Milliseconds = 2_000
    mongodb_server_selection_timeout_ms: Milliseconds = 2_000
    mongodb_connect_timeout_ms: Milliseconds = 2_000
    mongodb_socket_timeout_ms: Milliseconds = 10_000
    # The operating system's bundle, so that a corporate or sandbox CA is trusted by installing it there, once.
    mongodb_tls_ca_file: Path = Path("/etc/ssl/certs/ca-certificates.crt")

    cache_host: str = "127.0.0.1"
    cache_port: Port = 6379
    cache_password: SecretStr = SecretStr("")
    cache_timeout_ms: Milliseconds = 250
    cache_ttl_seconds: int = Field(default=60, ge=1, le=3_600)
    cache_max_connections: int = Field(default=32, ge=1, le=500)

    # Lines of id:secret, newest first. Only development has a default, so that no installation shares one.
    jwt_keys: SecretStr = SecretStr("development:only-for-development-never-for-an-installation")

    http_host: str = "0.0.0.0"  # noqa: S104 - in a container; nothing is published, the router reaches it on the overlay
    http_port: Port = 8000
    metrics_port: Port = 9000
    # Whose X-Forwarded-For and X-Forwarded-Proto are believed. Everyone else's are ignored.
    forwarded_allow_ips: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1/32",)
    # Longer than the routers keep an idle connection, so that it is never this side that closes first.
    keep_alive_seconds: int = Field(default=75, ge=1, le=3_600)
    # From SIGTERM: first keep serving while routers notice, then finish what is in flight. Together below the
    # engine's stop grace period of 30 s.
    drain_seconds: float = Field(default=3, ge=0, le=20)
    shutdown_seconds: int = Field(default=20, ge=1, le=60)

    # Switched off for the time being, separated by commas.
    features_off: Annotated[frozenset[Feature], NoDecode] = frozenset()

    # Mail. Without a key, which only development may lack, mails are logged instead of sent.
    resend_base_url: str = Field(default="https://api.resend.com", pattern=r"^https?://[A-Za-z0-9.-]+(:\d+)?$")
    resend_api_key: SecretStr = SecretStr("")
    mail_from: str = Field(default=f"Codementee {_NO_SENDER}", pattern=r"^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$")
    mail_reply_to: str = Field(default="", pattern=r"^([^\s<>@]+@[^\s<>@]+)?$")
    mail_concurrency: int = Field(default=4, ge=1, le=20)

    # Payments. Without keys, which only development may lack, ordering answers payment_provider_unavailable.
    razorpay_base_url: str = Field(default="https://api.razorpay.com", pattern=r"^https?://[A-Za-z0-9.-]+(:\d+)?$")
    razorpay_key_id: str = Field(default="", pattern=r"^(rzp_(test|live)_[A-Za-z0-9]{3,40})?$")
    # Lines, newest first: while a secret is being replaced, what was signed with the one before is still accepted.
    razorpay_key_secret: SecretStr = SecretStr("")
    razorpay_webhook_secret: SecretStr = SecretStr("")

    # The seller on invoices. Without a GSTIN they are receipts, which show no tax.
    seller_name: str = Field(default="Codementee", min_length=1, max_length=120)
    seller_address: str = Field(default="", max_length=240)
    seller_email: str = Field(default="", pattern=r"^([^\s<>@]+@[^\s<>@]+)?$")
    seller_gstin: str = ""
    seller_state_code: str = Field(default="", pattern=r"^([0-9]{2})?$")
    # Service accounting code of the GST: commercial training and coaching.
    seller_sac: str = Field(default="999293", pattern=r"^[0-9]{4,8}$")
    gst_rate_percent: int = Field(default=18, ge=0, le=40)
    # How long the books of deleted accounts are kept, in whole years after the financial year of the deletion.
    books_kept_years: int = Field(default=8, ge=6, le=30)

    # Where defects are passed on to besides being stored: https://KEY@HOST/PROJECT of a Sentry-compatible service.
    sentry_dsn: SecretStr = SecretStr("")

    # Whom administrators' operations page asks. Without an address its panels say so.
    prometheus_url: str = Field(default="", pattern=r"^(https?://[A-Za-z0-9.-]+(:\d+)?)?$")
    # Where deployments keep their history, for the same page; without one it is empty.
    releases_directory: Path | None = None

    worker_interval_seconds: float = Field(default=15, gt=0, le=3_600)
    worker_outbox_interval_seconds: float = Field(default=2, gt=0, le=3_600)
    worker_slow_interval_seconds: float = Field(default=300, gt=0, le=86_400)

    @field_validator("forwarded_allow_ips", mode="before")
    @classmethod
    def _split_networks(cls, value: object) -> object:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list | tuple):
            return value
        # ip_network refuses names, wildcards and host bits: a wrong entry must not silently trust nobody.
        return tuple(str(ip_network(str(item).strip())) for item in items if str(item).strip())

    @field_validator("features_off", mode="before")
    @classmethod
    def _split_names(cls, value: object) -> object:
        return [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value

    @field_validator("seller_gstin")
    @classmethod
    def _check_gstin(cls, value: str) -> str:
        if value and (problem := gstin_problem(value)):
            raise ValueError(problem)
        return value

    @property
    def is_development(self) -> bool:
        return self.environment == "development"

    @property
    def mongodb_uses_tls(self) -> bool:
        return uses_tls(self.mongodb_uri.get_secret_value())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - fixed signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced below
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        directory = secrets_directory()
        if not directory.is_dir():
            return init_settings, env_settings
        # Files are named after the secret alone (/run/secrets/mongodb_uri) and win over the environment.
        return init_settings, SecretsSettingsSource(settings_cls, directory, env_prefix=""), env_settings

    @classmethod
    def load(cls) -> Self:
        """Read and check everything, or raise SettingsError naming every problem in one message."""
        try:
            settings = cls()
        except ValidationError as error:
            problems = [f"{ENV_PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
            raise SettingsError(_message(problems)) from None
        problems = settings._problems()
        if problems:
            raise SettingsError(_message(problems))
        return settings

    def _problems(self) -> list[str]:
        problems = []
        if self.mongodb_min_pool_size > self.mongodb_max_pool_size:
            problems.append(f"{ENV_PREFIX}MONGODB_MIN_POOL_SIZE: must not exceed {ENV_PREFIX}MONGODB_MAX_POOL_SIZE")
        if self.mongodb_uses_tls and not self.mongodb_tls_ca_file.is_file():
            problems.append(
                f"{ENV_PREFIX}MONGODB_TLS_CA_FILE: {self.mongodb_tls_ca_file} is not a file of CA certificates"
            )
        if self.seller_gstin and self.seller_state_code not in ("", state_code(self.seller_gstin)):
            problems.append(f"{ENV_PREFIX}SELLER_STATE_CODE: must be the GSTIN's first two digits, or empty")
        if not self.is_development:
            if not self.razorpay_key_id:
                problems.append(f"{ENV_PREFIX}RAZORPAY_KEY_ID: empty; expected rzp_live_… or rzp_test_…")
            if self.mail_from.endswith(_NO_SENDER):
                problems.append(f"{ENV_PREFIX}MAIL_FROM: not set; expected Codementee <mail@DOMAIN>")
            problems += self._secret_problems()
        return problems

    def _secret_problems(self) -> list[str]:
        problems = [
            f"{ENV_PREFIX}{name.upper()}: a secret in the environment; put it into {secrets_directory() / name}"
            for name in SECRETS
            if os.environ.get(f"{ENV_PREFIX}{name.upper()}")
        ]
        checks = {
            "mongodb_uri": mongodb_uri_problem(self.mongodb_uri.get_secret_value()),
            "cache_password": cache_password_problem(self.cache_password.get_secret_value()),
            "jwt_keys": jwt_keys_problem(self.jwt_keys.get_secret_value()),
            "razorpay_key_secret": shared_secrets_problem(self.razorpay_key_secret.get_secret_value()),
            "razorpay_webhook_secret": shared_secrets_problem(self.razorpay_webhook_secret.get_secret_value()),
            "resend_api_key": mail_key_problem(self.resend_api_key.get_secret_value()),
            "sentry_dsn": sentry_dsn_problem(self.sentry_dsn.get_secret_value()),
        }
        problems += [f"{secrets_directory() / name}: {problem}" for name, problem in checks.items() if problem]
        return problems


def _message(problems: list[str]) -> str:
    return "Not started: the settings are not usable.\n" + "\n".join(f"  - {problem}" for problem in problems)
