"""How the platform runs, for administrators: asked of Prometheus, which measures it."""
