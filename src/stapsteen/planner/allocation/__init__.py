"""Dealing seats: pupils with wishes to places with a number of seats, fairly and with a reason."""

from stapsteen.planner.allocation.deal import Dealt, Place, Seeker, deal

__all__ = ["Dealt", "Place", "Seeker", "deal"]
