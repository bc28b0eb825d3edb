"""The pool of meeting rooms. A mock gets one that nothing else claims at that time."""
