"""What a ticket draft is and means. No Qt, no network, no files."""
