"""The engine: plain Python, usable without the rest of Stapsteen."""
