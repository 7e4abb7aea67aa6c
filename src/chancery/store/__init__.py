"""The record at rest: documents with their facts as rows, in SQLite or PostgreSQL."""
