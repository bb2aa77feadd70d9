"""The server for programs and for people from elsewhere: HTTP, MCP, sign-in, and how often somebody may ask."""
