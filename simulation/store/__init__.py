"""The folder of results: parts, checksums, lock, manifest, resume, merge, reading."""
