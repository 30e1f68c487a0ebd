"""The pages of the safety net: who needs me, what stands at the school, from when on it is told."""
