"""Money that goes back: requested, approved by somebody else, sent once, watched until it arrives."""
