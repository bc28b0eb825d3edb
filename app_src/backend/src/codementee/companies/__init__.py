"""The companies whose interviews a mentee prepares for, with their role tracks."""
