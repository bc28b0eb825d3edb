"""What an image is made of, as a CycloneDX document: read from the image's own file system, no network, no engine."""
