"""The dashboard under load: one visitor, then many, each moving a slider."""
