"""What has changed elsewhere since a record was written, and the edits that follow from it."""
