"""Who did what to whose money, rights and data: written once, never changed."""
