"""The command line: ``searchlib`` and ``python -m searchlib``; docs/CLI.md is its manual.

A thin outer layer over the public names. One module of ``commands`` holds one command, loaded when it is called.
"""
