"""The services, one module each: how they are asked, and what their answers say."""
