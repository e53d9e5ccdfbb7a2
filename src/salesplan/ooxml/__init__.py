"""A workbook package opened safely; knows no business."""
