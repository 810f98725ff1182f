"""The auditor's report on one build as data, from the gate's verdict and the site model alone."""
