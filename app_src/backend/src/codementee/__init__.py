"""Codementee's platform backend: the HTTP API, the background worker and the operator's commands.

One package per domain, each with the same file names: ``router`` (HTTP), ``service`` (decisions), ``repository``
(queries, the only place that touches a collection), ``schemas`` (shapes), ``errors``.
"""
