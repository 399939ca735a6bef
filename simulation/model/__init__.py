"""The model: draws, state, rules, and what a user of Mesa meets (Village and Owner)."""
