"""The site: the engine's frame, our articles stamped into it, an output folder that only ever changes as a whole."""
