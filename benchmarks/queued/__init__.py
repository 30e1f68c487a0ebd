"""What the workers of the measurement ``workers`` do, and their settings."""
