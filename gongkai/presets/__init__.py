"""The presets are the structure and practice content that `gongkai init` writes."""
