"""What every domain stands on: settings, errors, logs, metrics, database, cache."""
