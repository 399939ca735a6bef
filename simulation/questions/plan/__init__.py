"""Plan: what should be bought for a budget."""
