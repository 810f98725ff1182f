"""The handbook: its commands run for real, its pictures taken, its pages built by the project."""
