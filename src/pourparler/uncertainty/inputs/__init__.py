"""What is drawn: numbers as functions of independent uniforms, from evidence, priors and experts."""
