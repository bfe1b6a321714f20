"""What can be judged: a bare model, a model with the knowledge base, the retriever, a tool, the agent, an endpoint."""
