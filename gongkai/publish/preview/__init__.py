"""What `gongkai serve` shows besides the site: what is not reviewed, and what is wrong with it.

Nothing here takes part in a build: the adapter comes here for a preview alone.
"""
