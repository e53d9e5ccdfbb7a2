"""Lists cleaned: values brought to one form, records that are the same."""
