"""Who has what and when: the one place where mentors, mentees, links and seats cannot be given out twice."""
