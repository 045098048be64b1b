"""Steps of the schema, written out; append only: a step that has shipped is never edited."""
