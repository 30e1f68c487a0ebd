"""Themes: for a while some groups look into something, with questions of pupils and things to hold.

The activities of a theme carry goals of several subjects. What is seen in an activity is written down
once and lands on each of its goals.
"""
