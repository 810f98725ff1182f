"""Papers as Markdown and as Word files in the look of official documents."""
