"""What the worker measures of itself and of the catalogue."""

from prometheus_client import CollectorRegistry, Counter, Gauge


class WorkerMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.heartbeat = Gauge(
            "codementee_worker_heartbeat_timestamp_seconds", "When the worker's loop last came round", registry=registry
        )
        self.job_runs = Counter(
            "codementee_worker_job_runs",
            "Rounds of each job: success, failure, or held (another worker has the lease)",
            ["job", "result"],
            registry=registry,
        )
        self.job_last_success = Gauge(
            "codementee_worker_job_last_success_timestamp_seconds", "Last success here", ["job"], registry=registry
        )
        # Only where the job ran last: a worker without the lease has nothing to say about it.
        self.catalogue_documents = Gauge(
            "codementee_catalogue_documents", "Entries users can see", ["collection"], registry=registry
        )
