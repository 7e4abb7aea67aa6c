"""One module a task of `training.evaluate`."""
