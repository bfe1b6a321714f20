"""Any collection with relevance judgements (BEIR's form) through our own index and search, as a TREC run."""
