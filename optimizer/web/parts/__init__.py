"""Parts of pages (页面部件): each turns plain records into HTML or chart options; none keeps state."""
