"""How handing a mail to the mail service can end other than well."""


class MailRejectedError(Exception):
    """Never, in this form: trying again would be refused again. ``str(error)`` is a code, not the mail's content."""


class MailDeferredError(Exception):
    """Not now. ``outcome_known`` is False when the service may have taken the mail all the same; ``throttled`` when it
    asks for fewer requests, not for this mail to wait."""

    def __init__(
        self, reason: str, *, outcome_known: bool, retry_after_seconds: float | None = None, throttled: bool = False
    ) -> None:
        super().__init__(reason)
        self.outcome_known = outcome_known
        self.retry_after_seconds = retry_after_seconds
        self.throttled = throttled
