"""Log-in pages, and the page of the demo on which one picks a role."""
