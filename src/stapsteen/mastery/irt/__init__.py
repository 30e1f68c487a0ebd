"""Tests: how hard items are (calibration), what answers say about a pupil (scoring), and an adaptive test.

A result is an own test's: no national norm is claimed (``adaptive.Standing``).
"""
