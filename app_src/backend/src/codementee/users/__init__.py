"""People with an account: who they are, what they may do, whether they paid."""
