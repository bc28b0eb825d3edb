"""What booking serves, in the order the contract shows it."""

from codementee.bookings.admin_router import router as admin_router
from codementee.bookings.router import router as bookings_router
from codementee.calendar_feeds.router import account_router as calendar_account_router
from codementee.calendar_feeds.router import router as calendar_router
from codementee.dashboard.router import router as dashboard_router
from codementee.feedback.router import mentee_router as mentee_feedback_router
from codementee.feedback.router import mentor_router as mentor_feedback_router
from codementee.mocks.mentor_router import router as mentor_mocks_router
from codementee.mocks.router import router as mocks_router
from codementee.waitlist.router import router as waitlist_router

BOOKING_ROUTERS = (
    dashboard_router,
    bookings_router,
    waitlist_router,
    mocks_router,
    mentee_feedback_router,
    mentor_mocks_router,
    mentor_feedback_router,
    admin_router,
    calendar_account_router,
    calendar_router,
)
