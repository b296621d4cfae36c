"""The widgets of the chat. None of them knows storage, retrieval or answering."""
