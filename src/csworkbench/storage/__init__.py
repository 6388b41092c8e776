"""Storage: the book as SQLite tables, its journal, its read queries and its migrations. The only place with SQL."""
