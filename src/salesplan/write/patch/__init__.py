"""The lossless change of a workbook: its sheet as a stream, its small parts as text, all else copied as it stands."""
