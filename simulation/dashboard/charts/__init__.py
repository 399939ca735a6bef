"""Charts as ECharts options and downloads: pure functions of numbers and words."""
