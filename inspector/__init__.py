"""Ticket Draft Inspector: what SuperOffice CRM puts into a new ticket, and why."""
