"""What administrators see and change of accounts."""
