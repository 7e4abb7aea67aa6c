"""Text to marks: what the network sees in a report, with its scores."""

import os

# ONNX Runtime 1.32 puts a number for this machine into the user's cache and sends what it was used for to its makers. Reading
# asks no network, so it is told not to before it is loaded; whoever wants it otherwise has set the variable.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
