"""Tables and the questions asked of them. Rows stay here: domain values go in and come out."""
