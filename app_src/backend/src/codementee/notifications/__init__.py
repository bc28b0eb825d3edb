"""Mail: written into the outbox with the change it speaks of, rendered and sent by the worker, once."""
