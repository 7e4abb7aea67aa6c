"""What people decide about facts, actors and happenings: kept beside the machine's record, applied to it, withdrawn again."""
