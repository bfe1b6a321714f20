"""What the planning model is asked, and how its answers are read: the same words in training and in serving."""
