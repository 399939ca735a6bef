"""Attribution: which activity did it; Shapley values over all subsets of a programme."""
