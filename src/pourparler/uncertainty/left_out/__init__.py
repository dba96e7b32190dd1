"""What changes where one source is not believed."""
