"""The commands, a module each: its options, which take argparse alone, and what it does, which imports the rest."""
