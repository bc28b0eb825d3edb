"""Everything over HTTP that is about money."""

from codementee.credits.router import admin_router as admin_credits_router
from codementee.credits.router import router as credits_router
from codementee.invoices.admin_router import router as admin_invoices_router
from codementee.invoices.router import router as invoices_router
from codementee.payments.admin_router import router as admin_orders_router
from codementee.payments.router import mentee_router as mentee_orders_router
from codementee.payments.router import router as payment_router
from codementee.refunds.admin_router import router as admin_refunds_router
from codementee.refunds.router import router as refunds_router

MONEY_ROUTERS = (
    payment_router,
    mentee_orders_router,
    refunds_router,
    invoices_router,
    credits_router,
    admin_orders_router,
    admin_refunds_router,
    admin_invoices_router,
    admin_credits_router,
)
