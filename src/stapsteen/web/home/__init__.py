"""The first page of everybody, and the pages for when something is not there."""
