"""Sample articles: invented events in real places, told by invented outlets."""
