"""Pure computations: models and frames in, frozen Results out."""
