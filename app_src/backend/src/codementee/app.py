"""The application factory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from codementee.audit.router import router as audit_router
from codementee.auth.account_router import router as account_router
from codementee.auth.dependencies import AuthResources
from codementee.auth.keys import KeyRing
from codementee.auth.passwords import Passwords
from codementee.auth.repository import SessionRepository
from codementee.auth.router import router as auth_router
from codementee.auth.sessions import Sessions
from codementee.auth.tokens import AccessTokens
from codementee.bookings.desk import open_desk
from codementee.bookings.routers import BOOKING_ROUTERS
from codementee.catalogue.routers import CATALOGUE_ROUTERS
from codementee.core.body import BodyGuard
from codementee.core.cache import Cache, create_cache_client
from codementee.core.clock import Clock, utc_now
from codementee.core.database import create_client, open_database
from codementee.core.dependencies import Resources
from codementee.core.handlers import install_error_handlers
from codementee.core.lifecycle import Lifecycle
from codementee.core.metrics import HttpMetrics, Metrics
from codementee.core.middleware import RequestMiddleware
from codementee.core.openapi import install_contract
from codementee.core.settings import Settings
from codementee.core.transactions import Transactions
from codementee.error_tracking.repository import ErrorRepository
from codementee.error_tracking.router import router as errors_router
from codementee.error_tracking.sentry import open_forwarder
from codementee.error_tracking.service import ReportIntake
from codementee.error_tracking.tracker import ErrorTracker
from codementee.health.router import router as health_router
from codementee.health.service import Component, HealthService, cache_probe, database_probe
from codementee.insights.router import router as insights_router
from codementee.notifications.router import router as mails_router
from codementee.operations.prometheus import open_prometheus
from codementee.operations.router import router as operations_router
from codementee.operations.service import OperationsService
from codementee.payments.composition import open_money
from codementee.payments.gateway import PaymentGateway
from codementee.payments.metrics import PaymentMetrics
from codementee.payments.routers import MONEY_ROUTERS
from codementee.privacy.router import router as privacy_router
from codementee.releases.router import router as releases_router
from codementee.users.repository import UserRepository
from codementee.users.service import UserService


def create_app(
    settings: Settings,
    *,
    metrics: Metrics,
    lifecycle: Lifecycle,
    clock: Clock = utc_now,
    gateway: PaymentGateway | None = None,
) -> FastAPI:
    """Build the application. Nothing connects here; the lifespan makes clients, the first query connects them.

    ``gateway`` stands in for the payment service's.
    """
    keys = KeyRing.parse(settings.jwt_keys.get_secret_value())

    payment_metrics = PaymentMetrics(metrics.registry)
    tracker = ErrorTracker(source="api", release=settings.release, clock=clock, registry=metrics.registry)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        client = create_client(settings, metrics, service="api")
        cache_client = create_cache_client(settings)
        database = open_database(client, settings)
        components = {
            "database": Component(database_probe(database), critical=True),
            "cache": Component(cache_probe(cache_client), critical=False),
        }
        app.state.resources = Resources(
            settings=settings,
            database=database,
            cache=Cache(cache_client, metrics, settings),
            transactions=Transactions(client),
            clock=clock,
        )
        app.state.auth = auth = AuthResources(
            passwords=Passwords(),
            tokens=AccessTokens(keys, issuer=settings.public_url),
            sessions=Sessions(SessionRepository(database), keys),
        )
        app.state.desk = open_desk(app.state.resources)
        app.state.health = HealthService(components, lifecycle, release=settings.release)
        app.state.report_intake = ReportIntake(tracker)
        try:
            async with (
                open_forwarder(
                    settings.sentry_dsn.get_secret_value(), release=settings.release, environment=settings.environment
                ) as forwarder,
                tracker.running(ErrorRepository(database), forwarder),
                open_money(
                    settings,
                    database,
                    app.state.resources.transactions,
                    payment_metrics,
                    principals_changed=UserService(
                        UserRepository(database), app.state.resources.cache
                    ).principals_changed,
                    gateway=gateway,
                ) as app.state.money,
                open_prometheus(settings.prometheus_url) as prometheus,
            ):
                app.state.operations = OperationsService(prometheus)
                yield
        finally:
            auth.passwords.close()
            await cache_client.aclose()
            await client.close()

    app = FastAPI(
        title="Codementee API",
        version="1",
        description="Mock interviews with mentors from product companies. Amounts are integer paise, instants UTC.",
        lifespan=lifespan,
        # Only where developers work: elsewhere the contract is the committed openapi.json.
        openapi_url="/api/openapi.json" if settings.is_development else None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    for router in (
        auth_router,
        account_router,
        *CATALOGUE_ROUTERS,
        *BOOKING_ROUTERS,
        *MONEY_ROUTERS,
        audit_router,
        errors_router,
        insights_router,
        mails_router,
        operations_router,
        privacy_router,
        releases_router,
        health_router,
    ):
        app.include_router(router)
    app.add_middleware(BodyGuard, limits={})
    app.add_middleware(
        RequestMiddleware,
        metrics=HttpMetrics(metrics.registry),
        lifecycle=lifecycle,
        on_crash=tracker.capture,
    )
    install_error_handlers(app)
    install_contract(app)
    return app
