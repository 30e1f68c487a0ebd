"""Pages about what there is to learn: the learning lines, each goal, the core objectives."""
