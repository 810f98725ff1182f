"""Measuring builds of many documents; `scripts/bench` runs it."""
