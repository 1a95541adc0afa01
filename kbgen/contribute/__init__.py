"""What changes a knowledge base on a person's behalf, and what tells a maintainer about such a change."""
