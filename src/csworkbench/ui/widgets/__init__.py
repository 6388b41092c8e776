"""Parts that know no page: chips, sparklines, labels, date fields."""
