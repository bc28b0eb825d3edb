"""The background worker: periodic jobs, each done by one worker at a time under a lease."""
