"""How values are said in English, by subject: the same words for plain output, pages and the screen."""
