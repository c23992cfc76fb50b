"""The version of the program; that of the contract is in `records.py`."""

__version__ = "0.1.0"
