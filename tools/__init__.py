"""Tools for developers: are the tables still the same, do the tests notice a fault, how heavy is the library."""
