"""What builds up where more come than can be served."""
