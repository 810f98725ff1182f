"""An older site in a folder: what is in it, where it goes, and that nothing was lost."""
