"""The page Accounts: every account with its health, renewal and next check-in."""
