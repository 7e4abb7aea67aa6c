"""Reports from anywhere into a store: many processes read, one writes, and every report is accounted for."""
