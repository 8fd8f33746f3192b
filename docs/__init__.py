"""The course as a site: `python -m docs` builds it, `make site` calls that."""
