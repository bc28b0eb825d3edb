"""The plans a mentee can buy. Prices exist here and nowhere else."""
