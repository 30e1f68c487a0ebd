"""What a school is assumed to be like until it says otherwise, and where each figure comes from.

Pure functions and tables: nothing here reads or writes a school's data.
"""
