"""What a setting must look like, and how to say so when it does not: pure functions, no Ansible, no network."""
