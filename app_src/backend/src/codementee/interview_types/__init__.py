"""The kinds of interview there are: how long they take and what they are judged by."""
