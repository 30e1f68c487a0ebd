"""Pictures of what was measured, drawn as SVG without any library."""
