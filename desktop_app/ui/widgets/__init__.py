"""Small parts that several pages use. They know nothing of the desk: texts and callbacks come in
by argument, colours from the theme through palette and style sheet."""
