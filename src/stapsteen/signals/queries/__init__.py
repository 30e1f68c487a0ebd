"""Reads of the safety net."""
