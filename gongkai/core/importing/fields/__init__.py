"""One small recogniser for each field of a document."""
