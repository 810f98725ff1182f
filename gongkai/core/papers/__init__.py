"""Papers that an office sends out, as blocks made from a report or from the catalogue."""
