"""What a new installation starts with, brought in by ``codementee seed``."""
