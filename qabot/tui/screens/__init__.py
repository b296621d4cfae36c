"""The screens, each with its style sheet beside it. Only the chat is imported at start."""
