"""The sheet that hangs on the fridge: one model of what it says, as HTML and as PDF."""
