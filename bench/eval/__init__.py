"""The two judgements held against labelled data: `python -m bench.eval [FOLDER]`."""
