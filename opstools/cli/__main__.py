"""`python -m opstools.cli` is `opstools`."""

from . import main

main(prog_name="opstools")
