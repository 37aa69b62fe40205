"""What is made once, outside the product: model weights and the gazetteer."""
