"""What makes an answer right: plain functions on plain values, each tested on values computed by hand."""
