"""Pure rules of importing foreign tables: kinds, header mapping, value parsing, row errors. No I/O.

The order of use: `suggest` a mapping for the headers, `complete` it with what the person chose, `problems` must be
empty, a `StyleScan` sees every row once (date order and decimal mark of whole columns), then a `RowConverter` turns
each raw row into typed values, a rejection with reasons, or a skip with a reason.
"""
