"""Backups of the database and of a host's files in encrypted restic repositories."""
