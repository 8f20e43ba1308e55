"""`python -m analytics`: the same as the command `analytics`."""

from .cli import main

if __name__ == "__main__":
    main()
