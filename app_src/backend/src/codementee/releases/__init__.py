"""What was released, when and by whom, from the history that deployments keep on the server."""
