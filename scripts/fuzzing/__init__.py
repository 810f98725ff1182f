"""Trying altered bytes against every reader, the gate and the verifier; `scripts/fuzz` runs it."""
