"""Sites whose verdicts follow from how they were put together."""
