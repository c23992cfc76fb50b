"""`python -m pipeline.catalogue` is the command `catalogue`."""

from pipeline.catalogue.cli import main

if __name__ == "__main__":
    main()
