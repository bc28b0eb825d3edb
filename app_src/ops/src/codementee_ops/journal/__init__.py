"""What is written to a MongoDB database after a dump: ``codementee-journal``."""
