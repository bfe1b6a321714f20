"""What is asked, one task a file: its cases, how a reply is read, its scorers."""
