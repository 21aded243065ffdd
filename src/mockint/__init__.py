"""mockint: practise technical interviews in the terminal, with grades that can be checked."""
