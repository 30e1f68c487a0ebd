"""OneRoster 1.1 and 1.2 as CSV files: what the international world exports."""

from stapsteen.exchange.oneroster.reader import read_oneroster

__all__ = ["read_oneroster"]
