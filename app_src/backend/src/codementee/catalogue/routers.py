"""Every router of the catalogue and of its administration, for the application's list."""

from codementee.companies.admin_router import router as companies_admin
from codementee.companies.router import router as companies
from codementee.interview_types.admin_router import router as interview_types_admin
from codementee.interview_types.router import router as interview_types
from codementee.links.admin_router import router as links_admin
from codementee.mentors.admin_router import router as mentors_admin
from codementee.mentors.own_router import router as own_mentor
from codementee.mentors.router import router as mentors
from codementee.pricing.admin_router import router as pricing_admin
from codementee.pricing.router import router as pricing
from codementee.slots.admin_router import router as slots_admin
from codementee.slots.admin_router import series_router as slot_series_admin
from codementee.slots.router import router as slots
from codementee.users.admin.router import names_router as user_names_admin
from codementee.users.admin.router import router as users_admin

CATALOGUE_ROUTERS = (
    companies,
    interview_types,
    pricing,
    mentors,
    slots,
    own_mentor,
    companies_admin,
    interview_types_admin,
    pricing_admin,
    slots_admin,
    slot_series_admin,
    links_admin,
    mentors_admin,
    users_admin,
    user_names_admin,
)
