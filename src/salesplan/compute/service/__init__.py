"""What customers say: surveys and complaints."""
