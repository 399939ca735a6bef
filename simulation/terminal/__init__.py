"""What commands share: options, progress and stops, where results go, tables in the terminal."""
