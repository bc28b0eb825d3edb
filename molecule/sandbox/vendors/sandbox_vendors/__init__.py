"""Stand-ins for the outside services the platform pays for or depends on."""
