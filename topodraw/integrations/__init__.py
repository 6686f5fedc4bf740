"""topodraw inside other programs: each module is imported by its host only, through entry points."""
