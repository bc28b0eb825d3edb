"""Tools that run on Codementee's hosts."""

__version__ = "0.1.0"
