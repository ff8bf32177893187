"""What a mention goes through after reading, and the build that publishes a snapshot."""
