"""The frame of every page: one style sheet, no scripts, light and dark."""

from html import escape

from fastapi.responses import HTMLResponse

STYLE = """
:root { color-scheme: light dark; --line: #8884; --accent: light-dark(#1d4ed8, #93b4ff); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; border-bottom: 1px solid var(--line); }
a { color: var(--accent); }
h2 small { font-weight: 400; opacity: .7; }
ul.rows { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; }
ul.rows li + li { border-top: 1px solid var(--line); }
ul.rows li > a, ul.rows summary { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .5rem .75rem; }
ul.rows li > a { text-decoration: none; color: inherit; }
ul.rows li > a:hover, ul.rows summary:hover { background: #8881; }
summary { cursor: pointer; }
time { opacity: .7; font-variant-numeric: tabular-nums; }
b, span { overflow-wrap: anywhere; }
pre { overflow-x: auto; white-space: pre-wrap; background: #8881; padding: .75rem; margin: 0; border-radius: .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
.empty { opacity: .7; }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'"
LINKS = (
    ("/#mails", "Mails"),
    ("/#messages", "Chat"),
    ("/#webhooks", "Webhooks"),
    ("/#calls", "Calls"),
    ("/_control/inbox", "JSON"),
)


def page(title: str, body: str, refresh_seconds: int | None = None) -> HTMLResponse:
    """`body` is trusted markup: whoever makes it escapes what came from outside."""
    links = "".join(f'<a href="{target}">{name}</a>' for target, name in LINKS)
    refresh = f'<meta http-equiv="refresh" content="{refresh_seconds}">' if refresh_seconds else ""
    document = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{refresh}'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><header><h1>{escape(title)}</h1>{links}</header><main>{body}</main></body></html>"
    )
    return HTMLResponse(document, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
