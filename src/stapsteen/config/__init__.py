"""Puts the parts together: settings, addresses, and the names of long work."""
