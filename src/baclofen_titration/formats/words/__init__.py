"""All words for patients, from message catalogues, in each language that is shipped."""
