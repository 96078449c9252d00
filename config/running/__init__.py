"""Running an instance for others: backups and their way back, the recovery sheet, and a doctor that says what is wrong."""
