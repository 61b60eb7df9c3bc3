"""A small SuperOffice tenant inside the program, for demos, tests and screenshots."""
