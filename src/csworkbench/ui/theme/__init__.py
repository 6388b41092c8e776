"""The look: colours, fonts, icons and the style sheet, switchable while the program runs."""
