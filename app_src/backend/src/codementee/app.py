"""The application factory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from codementee.companies.router import router as companies_router
from codementee.core.cache import Cache, create_cache_client
from codementee.core.database import create_client, open_database
from codementee.core.dependencies import Resources
from codementee.core.handlers import install_error_handlers
from codementee.core.lifecycle import Lifecycle
from codementee.core.metrics import HttpMetrics, Metrics
from codementee.core.middleware import RequestMiddleware
from codementee.core.openapi import install_contract
from codementee.core.settings import Settings
from codementee.health.router import router as health_router
from codementee.health.service import Component, HealthService, cache_probe, database_probe
from codementee.pricing.router import router as pricing_router


def create_app(settings: Settings, *, metrics: Metrics, lifecycle: Lifecycle) -> FastAPI:
    """Build the application. Nothing connects here; the lifespan makes clients, the first query connects them."""

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
        )
        app.state.health = HealthService(components, lifecycle, release=settings.release)
        try:
            yield
        finally:
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
    for router in (companies_router, pricing_router, health_router):
        app.include_router(router)
    app.add_middleware(RequestMiddleware, metrics=HttpMetrics(metrics.registry), lifecycle=lifecycle)
    install_error_handlers(app)
    install_contract(app)
    return app
