"""How the report looks: its sections, tables and charts, for pages, workbooks, Markdown and terminals."""
