[
  (body)
  (arguments)
  (list)
  (block_comment)
] @fold
