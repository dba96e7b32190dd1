"""What the mathematics sees: frozen, labelled arrays built from a brief."""
