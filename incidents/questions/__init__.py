"""Plain-language questions over the fields of the incident document: data, and a loader that knows no framework."""

from incidents.questions.catalogue import Answer, Catalogue, Question, Topic, pattern_of
from incidents.questions.loading import CatalogueError, catalogue, load

__all__ = ["Answer", "Catalogue", "CatalogueError", "Question", "Topic", "catalogue", "load", "pattern_of"]
