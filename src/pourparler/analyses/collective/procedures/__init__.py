"""Parts of the models of procedure: inputs, results, several issues together."""
