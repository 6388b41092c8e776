"""The short forms that several pages open; they know no page."""
