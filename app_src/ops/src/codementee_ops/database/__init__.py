"""Dump and restore of a MongoDB database: ``codementee-db``."""
