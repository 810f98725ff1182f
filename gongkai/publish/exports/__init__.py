"""The site as data: catalogue, static interface, feeds, DCAT, what search engines read."""
