"""Documents of one's own: what a visitor adds, which nobody else can ask or see."""
