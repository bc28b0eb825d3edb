"""The times at which mocks can take place, and how many at each."""
