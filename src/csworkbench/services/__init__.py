"""What a user can do: one module per capability, one function per intention; the only code that writes."""
