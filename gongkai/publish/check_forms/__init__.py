"""Findings of a check in the forms that git hosting shows: SARIF, GitLab, GitHub, JUnit, JSON."""
