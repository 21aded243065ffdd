"""`python -m mockint`."""

from mockint.cli.app import main

main()
