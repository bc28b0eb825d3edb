"""What the tests measure with: settings, names, HTTPS, load, port scans, clients and servers."""
