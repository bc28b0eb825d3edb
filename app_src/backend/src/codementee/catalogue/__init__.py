"""What the editable parts of the catalogue have in common: versions, audit, caches told at once."""
