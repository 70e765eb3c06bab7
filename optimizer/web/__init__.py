"""The officer's screen (界面): thin pages over `optimizer.app`, served on this machine."""
