"""Gongkai builds the information-disclosure website of a Chinese public body."""

__version__ = "0.1.0"
