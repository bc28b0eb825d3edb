"""The table of all criteria: what was measured, what failed and with which evidence, what is not built."""
