"""Who wants to hear when there are times again."""
