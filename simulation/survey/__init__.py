"""A survey of a real village: questionnaire, reading of answers, the village they describe."""
