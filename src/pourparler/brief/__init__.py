"""What people wrote: the brief's schema, quantities, sources and evidence; reading, checking, rewriting."""
