"""What a Hostinger account starts with: places, systems, prices and a zone."""

from .types import Json

# name, vCPU, RAM and disk in MB, monthly traffic in MB, price a month and a year in cents
PLANS = (
    ("KVM 1", 1, 4096, 51200, 4194304, 1399, 8388),
    ("KVM 2", 2, 8192, 102400, 8388608, 1799, 11988),
    ("KVM 4", 4, 16384, 204800, 16777216, 2699, 16788),
    ("KVM 8", 8, 32768, 409600, 33554432, 4499, 29988),
)


def catalog() -> list[Json]:
    items = []
    for name, cpus, memory, disk, bandwidth, month, year in PLANS:
        item = f"hostingercom-vps-{name.lower().replace(' ', '')}"
        items.append(
            {
                "id": item,
                "name": name,
                "category": "VPS",
                "metadata": {"cpus": cpus, "memory": memory, "disk_space": disk, "bandwidth": bandwidth},
                "prices": [
                    price(f"{item}-usd-1m", f"{name} (billed every month)", month, 1, "month"),
                    price(f"{item}-usd-1y", f"{name} (billed every year)", year, 1, "year"),
                ],
            }
        )
    return items


def price(price_id: str, name: str, cents: int, period: int, unit: str) -> Json:
    return {
        "id": price_id,
        "name": name,
        "currency": "USD",
        "price": cents,
        "first_period_price": cents,
        "period": period,
        "period_unit": unit,
    }


def hostinger_account(domain: str, now: str) -> Json:
    return {
        "virtual_machines": {},
        "subscriptions": {},
        "actions": {},
        "firewalls": {},
        "public_keys": {},
        "scripts": {},
        "data_centers": [
            {"id": 9, "name": "phx", "location": "us", "city": "Phoenix", "continent": "North America"},
            {"id": 17, "name": "fra", "location": "de", "city": "Frankfurt", "continent": "Europe"},
            {"id": 29, "name": "bom", "location": "in", "city": "Mumbai", "continent": "Asia"},
        ],
        "templates": [
            {"id": 1007, "name": "Ubuntu 22.04 LTS", "description": "Ubuntu 22.04 (64 bit)", "documentation": None},
            {"id": 1077, "name": "Ubuntu 24.04 LTS", "description": "Ubuntu 24.04 (64 bit)", "documentation": None},
            {"id": 1056, "name": "Debian 12", "description": "Debian 12 (64 bit)", "documentation": None},
            {"id": 1121, "name": "Debian 13", "description": "Debian 13 (64 bit)", "documentation": None},
        ],
        "catalog": catalog(),
        "payment_methods": [
            {
                "id": 517244,
                "name": "Card",
                "identifier": "**** 4242",
                "payment_method": "card",
                "is_default": True,
                "is_expired": False,
                "is_suspended": False,
                "created_at": now,
                "expires_at": "2099-12-31T00:00:00Z",
                "suspended_at": None,
            }
        ],
        "zones": {
            domain: [
                {"name": "@", "type": "A", "ttl": 3600, "records": [{"content": "192.0.2.1", "is_disabled": False}]},
                {
                    "name": "www",
                    "type": "CNAME",
                    "ttl": 3600,
                    "records": [{"content": f"{domain}.", "is_disabled": False}],
                },
            ]
        },
        "snapshots": {},
    }


# The settings of a zone that the platform reads or sets, with Cloudflare's defaults.
ZONE_SETTINGS: Json = {
    "always_online": "off",
    "always_use_https": "off",
    "automatic_https_rewrites": "on",
    "brotli": "on",
    "browser_cache_ttl": 14400,
    "cache_level": "aggressive",
    "development_mode": "off",
    "http3": "on",
    "min_tls_version": "1.0",
    "security_level": "medium",
    "ssl": "flexible",
    "tls_1_3": "on",
    "websockets": "on",
}


def cloudflare_account(domain: str, now: str) -> Json:
    zone_id = "023e105f4ecef8ad9ca31a8372d0c353"
    zone: Json = {
        "id": zone_id,
        "name": domain,
        "status": "active",
        "paused": False,
        "type": "full",
        "name_servers": ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
        "created_on": now,
        "modified_on": now,
    }
    return {
        "zones": {zone_id: {"zone": zone, "records": {}, "settings": dict(ZONE_SETTINGS), "changed": {}}},
        "purges": [],
    }
