"""Defects, once per cause: what failed, since which release, how often, and one sample to mend it by."""
