"""Words become normalised values: quantities, times, places, actors and weapons, each with its offsets."""
