"""EDEXML 1.03, 2.0 and 2.1: the export that every Dutch pupil administration can make."""

from stapsteen.exchange.edexml.reader import read_edexml

__all__ = ["read_edexml"]
