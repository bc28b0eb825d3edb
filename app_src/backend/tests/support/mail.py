"""What the worker would send from the outbox of a test's application at its clock's time."""

from codementee.audit.service import AuditLog
from codementee.core.metrics import Metrics
from codementee.notifications.delivery import Delivery, DeliveryMetrics, RegisteredRecipients
from codementee.notifications.mailer import Mail, Mailer, RecordingMailer
from codementee.notifications.rendering import Renderer
from codementee.notifications.repository import OutboxRepository
from codementee.users.repository import UserRepository
from tests.support.application import World


def delivery(world: World, mailer: Mailer) -> Delivery:
    return Delivery(
        repository=OutboxRepository(world.database),
        recipients=RegisteredRecipients(UserRepository(world.database)),
        audit=AuditLog(world.database),
        mailer=mailer,
        renderer=Renderer(public_url=world.resources.settings.public_url),
        metrics=DeliveryMetrics(Metrics(service="tests", release="tests").registry),
        clock=world.clock,
    )


async def delivered(world: World) -> list[Mail]:
    """Every mail that was due and had not been sent, in order; they count as sent then."""
    mailer = RecordingMailer()
    await delivery(world, mailer).drain(concurrency=1, limit=1_000, seconds=30)
    return mailer.sent
