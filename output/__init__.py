"""The published dataset: tables, snapshots, changes, archive and reports on disk."""
