"""The edge turns cleared documents into a verified site: staging, MkDocs, search, exports."""
