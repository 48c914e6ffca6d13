(block
  name: (identifier) @name
  kind: (identifier) @context) @item

(attribute
  name: (identifier) @name) @item
