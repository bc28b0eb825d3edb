"""Business figures by month: computed by the worker, kept, shown to administrators and exported as metrics."""
