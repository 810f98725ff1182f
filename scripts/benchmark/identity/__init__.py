"""Whether a build that makes only what changed gives the bytes that one from nothing gives."""
