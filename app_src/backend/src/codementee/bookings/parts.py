"""What every service of this domain works with, on one database."""

from codementee.audit.service import AuditLog
from codementee.bookings.mails import Journey
from codementee.bookings.repository import BookingRepository
from codementee.claims.service import Claims
from codementee.core.database import Database
from codementee.core.transactions import Transactions
from codementee.credits.service import CreditService
from codementee.mocks.repository import MockRepository


class Parts:
    """``organiser_email`` is who invitations come from; without it there are none to be sent."""

    def __init__(self, database: Database, transactions: Transactions, *, organiser_email: str) -> None:
        self.database = database
        self.transactions = transactions
        self.bookings = BookingRepository(database)
        self.claims = Claims(database)
        self.credits = CreditService(database)
        self.mocks = MockRepository(database)
        self.journey = Journey(database, organiser_email=organiser_email)
        self.audit = AuditLog(database)
