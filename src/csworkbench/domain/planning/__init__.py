"""Planning a period: check-ins spread over days under a cap, near their ideal dates and within their intervals."""
