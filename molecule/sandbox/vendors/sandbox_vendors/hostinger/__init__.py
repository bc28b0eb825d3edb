"""Hostinger: virtual machines, firewall, billing, DNS. Bearer token, JSON, errors with a correlation id."""

from fastapi import APIRouter, Depends

from . import billing, dns, firewall, machines, resources
from .common import authenticate

router = APIRouter(prefix="/api", dependencies=[Depends(authenticate)])
for part in (machines.router, resources.router, firewall.router, billing.router, dns.router):
    router.include_router(part)
