"""The JSON document: what stands where, and how it is read."""
