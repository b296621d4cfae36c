"""What qabot keeps on disk: catalogue, vector store, and the lock of their owner."""
