"""What is said: the checkable things in a statement, how sure, how many, when and where."""
