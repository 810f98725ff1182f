"""What a site gives to a common platform (集约化): records with official names, and their proof."""
