"""The pool: bounded whatever the load, TLS verified, reused."""

import asyncio
from pathlib import Path

import httpx2
import pytest
import trustme

from codementee.core.database import OnceOpenedClient
from tests.conftest import StartProcess
from tests.support.databases import Mongod
from tests.support.processes import Codementee, wait_until

POOL = 8
# The driver watches each server over connections of its own: one streams its state, one measures the round trip.
MONITORS = 2
CONCURRENT = 500


@pytest.mark.anyio
@pytest.mark.usefixtures("seeded")
async def test_concurrent_requests_stay_within_the_pool(start: StartProcess, mongod: Mongod) -> None:
    """500 different pages at once, none cached: every one is a query, on the server never more than the pool."""
    api = start(CODEMENTEE_MONGODB_MAX_POOL_SIZE=str(POOL), CODEMENTEE_MONGODB_WAIT_QUEUE_TIMEOUT_MS="30000")
    most = 0
    limits = httpx2.Limits(max_connections=CONCURRENT)
    with mongod.slow_finds(api, 20):
        async with httpx2.AsyncClient(base_url=api.url, limits=limits, timeout=60) as client:
            badges = ("", "&category=product", "&category=unicorn")
            pages = [f"/api/companies?limit={limit}{badge}" for limit in range(1, 101) for badge in badges]
            pages += [
                f"/api/pricing-plans?limit={limit}&cursor={cursor}"
                for limit in range(1, 101)
                for cursor in ("MTph", "Mjph")
            ]
            assert len(pages) == CONCURRENT
            requests = asyncio.gather(*(client.get(page) for page in pages))
            while not requests.done():
                most = max(most, await asyncio.to_thread(mongod.connections_of, api))
                await asyncio.sleep(0.02)
            responses = await requests
    assert {response.status_code for response in responses} == {200}
    assert 2 <= most <= POOL + MONITORS
    assert api.metric('codementee_mongodb_pool_connections{state="open"}') <= POOL
    wait_until(
        lambda: api.metric('codementee_mongodb_pool_connections{state="checked_out"}') == 0, what="idle connections"
    )


@pytest.mark.usefixtures("seeded")
def test_connections_are_reused(start: StartProcess) -> None:
    api = start(CODEMENTEE_MONGODB_MIN_POOL_SIZE="0", CODEMENTEE_CACHE_PORT="1")
    with httpx2.Client(base_url=api.url) as client:
        for _ in range(100):
            assert client.get("/api/pricing-plans").status_code == 200
    assert api.metric("codementee_mongodb_pool_connections_created_total") == 1


@pytest.mark.usefixtures("seeded")
def test_exhausted_pool_answers_503_within_its_time_out(start: StartProcess, mongod: Mongod) -> None:
    api = start(
        CODEMENTEE_MONGODB_MIN_POOL_SIZE="0",
        CODEMENTEE_MONGODB_MAX_POOL_SIZE="1",
        CODEMENTEE_MONGODB_WAIT_QUEUE_TIMEOUT_MS="100",
    )

    async def race() -> list[httpx2.Response]:
        async with httpx2.AsyncClient(base_url=api.url, timeout=15) as client:
            return await asyncio.gather(*(client.get(f"/api/companies?limit={n}") for n in (1, 2)))

    with mongod.slow_finds(api, 1_500):
        responses = asyncio.run(race())
    assert sorted(response.status_code for response in responses) == [200, 503]
    refused = max(responses, key=lambda response: response.status_code)
    assert refused.json()["error"]["code"] == "database_unavailable"
    assert refused.headers["Retry-After"] == "5"


@pytest.mark.usefixtures("seeded")
def test_a_majority_that_does_not_confirm_is_503_not_500(start: StartProcess, mongod: Mongod) -> None:
    api = start()
    form = {"email": "nobody@example.com", "password": "a password of nobody"}
    with mongod.unreplicated_writes(api):
        answer = httpx2.post(f"{api.url}/api/auth/login", json=form, timeout=15)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "database_unavailable")


class TestTls:
    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    def start(self, start: StartProcess, directory: Path, server: Mongod, trusted: trustme.CA) -> Codementee:
        (directory / "ca.pem").write_bytes(trusted.cert_pem.bytes())
        (directory / "secrets" / "mongodb_uri").write_text(f"{server.uri}&tls=true")
        return start(CODEMENTEE_MONGODB_TLS_CA_FILE=str(directory / "ca.pem"))

    def database(self, api: Codementee) -> str:
        return str(httpx2.get(f"{api.url}/api/health/ready", timeout=15).json()["components"]["database"]["status"])

    def test_certificate_of_a_trusted_authority_is_accepted(
        self, start: StartProcess, tmp_path: Path, authority: trustme.CA
    ) -> None:
        certificate = tmp_path / "server.pem"
        certificate.write_bytes(authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.bytes())
        with Mongod(tmp_path, tls_certificate=certificate) as server:
            server.started()
            api = self.start(start, tmp_path, server, authority)
            wait_until(lambda: self.database(api) == "ok", what="a TLS connection")

    def test_certificate_of_another_authority_is_refused(
        self, start: StartProcess, tmp_path: Path, authority: trustme.CA
    ) -> None:
        certificate = tmp_path / "server.pem"
        certificate.write_bytes(trustme.CA().issue_cert("127.0.0.1").private_key_and_cert_chain_pem.bytes())
        with Mongod(tmp_path, tls_certificate=certificate) as server:
            server.started()
            api = self.start(start, tmp_path, server, authority)
            assert [self.database(api) for _ in range(3)] == ["failing"] * 3


@pytest.mark.anyio
async def test_operations_that_come_first_together_open_one_topology(
    mongod: Mongod, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with an SRV address: the driver builds its topology after a look-up, which others arrive during."""
    client = OnceOpenedClient(mongod.uri)
    topologies = 0
    build = client._init_background  # noqa: SLF001 - the race is inside the driver

    def counted() -> None:
        nonlocal topologies
        topologies += 1
        build()

    monkeypatch.setitem(client._resolve_srv_info, "is_srv", True)  # noqa: SLF001 - no DNS in this test
    monkeypatch.setattr(client, "_resolve_srv", lambda: asyncio.sleep(0.05))
    monkeypatch.setattr(client, "_init_background", counted)
    async with client:
        await asyncio.gather(*(client.admin.command("ping") for _ in range(20)))
    assert topologies == 1
