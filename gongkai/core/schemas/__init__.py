"""What editors' programs know of documents and catalogue files: JSON Schema, snippets, examples."""
