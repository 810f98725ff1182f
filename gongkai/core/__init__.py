"""The core is pure and typed: no MkDocs, no output, no clock, no environment, no network."""
