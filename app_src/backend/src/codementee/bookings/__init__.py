"""From a mentee's first choice to a confirmed mock: states, holds, assignment, moving, cancelling."""
