"""What an intervento is measured by: deadlines, indicators, percentages."""
