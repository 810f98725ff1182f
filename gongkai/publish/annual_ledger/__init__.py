"""The ledger of requests (依申请公开台账), kept outside the repository: its totals are table 3."""
