"""How the packaged actor register is made from open sources and hand-written tables."""
