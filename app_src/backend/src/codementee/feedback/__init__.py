"""What the mentor writes after a mock, what the mentee says of it, and how a mentee gets better."""
