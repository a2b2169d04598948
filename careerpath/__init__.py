"""careerpath: which level of a career path a person stands at, why, and the shortest way on."""
