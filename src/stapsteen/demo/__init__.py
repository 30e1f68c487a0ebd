"""The demo school: everything in it is made from a seed, nobody in it exists.

It writes rows in bulk, past the actions that people use, because it makes years of a school in a
second or two. Each file makes one part; ``build`` puts them together.
"""
