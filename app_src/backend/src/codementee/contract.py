"""The OpenAPI document, rendered the way it is committed."""

import json

from codementee.app import create_app
from codementee.core.lifecycle import Lifecycle
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings


def render_contract() -> str:
    # Development settings on purpose: the contract depends on no installation.
    app = create_app(Settings.model_construct(), metrics=Metrics(service="api", release=""), lifecycle=Lifecycle())
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"
