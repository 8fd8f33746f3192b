"""Two stations with variable times: starving, blocking, and what a buffer is worth."""
