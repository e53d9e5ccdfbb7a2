"""New workbooks that hold a result."""
