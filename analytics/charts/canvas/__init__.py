"""What every chart stands on: theme, layout, axes, SVG and the chart object."""
