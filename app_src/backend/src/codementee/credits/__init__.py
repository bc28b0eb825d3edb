"""What a mentee has paid for and not yet used: lots of mock interviews, and the ledger that explains every one."""
