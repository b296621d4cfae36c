"""From ranked passages to an answer: choosing sentences, quoting them, or saying nothing."""
