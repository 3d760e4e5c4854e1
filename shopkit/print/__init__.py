"""What leaves the screen: codes, labels, sheets, workbooks and PDF, each from plain values."""
