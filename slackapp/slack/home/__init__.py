"""Home: what waits for a person, what is open, how it goes, and how Rapport is set up. A file for each tab."""
