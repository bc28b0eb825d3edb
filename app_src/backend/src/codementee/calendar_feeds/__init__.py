"""One's mocks as a calendar to subscribe to, at an address nobody can guess."""
