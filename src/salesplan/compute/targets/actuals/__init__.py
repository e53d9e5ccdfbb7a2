"""What orders have brought, member by member and period by period, and what that says about the rest."""
