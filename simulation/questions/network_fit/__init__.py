"""Whether the ensemble's villages have networks like an observed one."""
