"""The words of the trade as frozen records, without input or output."""
