"""An offline installer of the engine: every locked wheel for one target, with its checksums."""
