[
  (body)
  (arguments)
  (list)
] @indent

[
  "}"
  ")"
  "]"
] @outdent
