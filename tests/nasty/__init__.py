"""PDFs as producers write them, and worse: what a reader must give for each."""
