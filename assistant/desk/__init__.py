"""The desk: what the server keeps for the people who ask there, apart from the documents that all of them share."""
