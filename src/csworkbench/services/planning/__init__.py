"""Plan a period: an owner's due check-ins spread over days, shown first, then planned as one change."""
