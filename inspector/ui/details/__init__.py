"""What a property is, what one may do with it and where its default comes from: the pane, its facts and its story."""
