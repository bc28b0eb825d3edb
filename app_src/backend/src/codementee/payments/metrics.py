"""What is measured of payments, in the API and in the worker."""

from prometheus_client import CollectorRegistry, Counter


class PaymentMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.applied = Counter(
            "codementee_payments_applied",
            "Payments that made an order paid, by who said so first: verify, webhook, reconciliation",
            ["source"],
            registry=registry,
        )
        # Each is money that does not fit an order; somebody has to look.
        self.mismatches = Counter(
            "codementee_payment_mismatches",
            "Reported payments that were not applied: amount, currency, order, second_payment",
            ["reason"],
            registry=registry,
        )
        self.webhooks = Counter(
            "codementee_payment_webhooks",
            "Reports received: applied, ignored, later, deferred, failed, given_up, duplicate, signature_invalid",
            ["result"],
            registry=registry,
        )
        self.refunds = Counter(
            "codementee_refunds", "Refunds by where they got: approved, processed, failed", ["state"], registry=registry
        )
