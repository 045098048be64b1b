"""Steps of the hub's tables, written out; append only: a step that has shipped is never edited."""
