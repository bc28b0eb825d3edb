"""Razorpay at an address of its own, for processes that cannot be handed a gateway: the recording one, over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from codementee.core.clock import utc_now
from codementee.payments.gateway import GatewayRefusedError
from tests.support.processes import free_port, listening, wait_until
from tests.support.razorpay import Entity, RecordingGateway

type Items = dict[str, list[Entity]]


@contextmanager
def razorpay_service() -> Iterator[tuple[RecordingGateway, str]]:
    """The gateway that remembers and plays the customer, and the address it answers at."""
    gateway, port = RecordingGateway(utc_now), free_port()
    config = uvicorn.Config(_app(gateway), host="127.0.0.1", port=port, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: listening(port), what="the payment service")
        yield gateway, f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _app(gateway: RecordingGateway) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.exception_handler(GatewayRefusedError)
    async def refused(_request: Request, error: GatewayRefusedError) -> Response:
        return JSONResponse({"error": {"description": str(error)}}, status_code=400)

    @app.post("/v1/orders")
    async def create_order(body: dict[str, Any]) -> Entity:
        order = await gateway.create_order(
            amount_paise=body["amount"], currency=body["currency"], receipt=body["receipt"], notes=body["notes"]
        )
        return gateway.orders[order.id]

    @app.get("/v1/orders")
    async def find_orders(receipt: str) -> Items:
        return {"items": [order for order in gateway.orders.values() if order["receipt"] == receipt]}

    @app.get("/v1/orders/{order_id}/payments")
    async def payments_of(order_id: str) -> Items:
        return {"items": [payment for payment in gateway.payments.values() if payment["order_id"] == order_id]}

    @app.get("/v1/payments/{payment_id}")
    async def payment(payment_id: str) -> Entity:
        await gateway.payment(payment_id)
        return gateway.payments[payment_id]

    @app.post("/v1/payments/{payment_id}/refund")
    async def refund(payment_id: str, body: dict[str, Any], request: Request) -> Entity:
        made = await gateway.refund(
            payment_id,
            amount_paise=body["amount"],
            key=request.headers["X-Refund-Idempotency"],
            receipt=body["receipt"],
            notes=body["notes"],
        )
        return gateway.refunds[made.id]

    @app.get("/v1/payments/{payment_id}/refunds")
    async def refunds_of(payment_id: str) -> Items:
        return {"items": [one for one in gateway.refunds.values() if one["payment_id"] == payment_id]}

    @app.get("/v1/refunds/{refund_id}")
    async def refund_status(refund_id: str) -> Entity:
        return gateway.refunds[refund_id]

    return app
