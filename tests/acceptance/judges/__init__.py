"""Public judges' opinion of the environment; run with -m judge."""
