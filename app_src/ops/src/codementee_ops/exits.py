"""Exit statuses of the tools, those of sysexits(3) where it has one; README.md says what to do about each."""

EX_OK = 0
EX_FAILED = 1
EX_SEVERAL_MOMENTS = 3  # a whole dump, but of several moments
EX_CHAIN_BROKEN = 4  # the journal has a gap and goes on behind it: a new dump is needed
EX_USAGE = 64
EX_DAMAGED = 65
EX_NO_INPUT = 66
EX_UNAVAILABLE = 69
EX_EXISTS = 73
EX_STORAGE = 74
EX_TRY_AGAIN = 75
EX_NO_PERMISSION = 77
EX_CONFIG = 78
EX_SIGNALLED = 128  # and the signal's number
