"""The web form: free account, first questions, details by topic; and the pages on which a volunteer finds them again."""
