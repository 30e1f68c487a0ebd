"""The pages of coaching conversations: of who leads them, of the pupil, and of who cares for it."""
