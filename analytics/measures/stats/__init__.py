"""The formulas alone: arrays or scalars in, arrays out, no pandas.

Two-corpus formulas take frequencies `a` and `b` and corpus sizes `c` and `d`, target first. 0·log 0 is 0.
"""
