"""App: the level framework as rows. What a career path asks, and everything it tells."""
