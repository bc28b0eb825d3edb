"""Invoices and credit notes: numbered without gaps, kept as issued, printable."""
