[
  (body)
  (arguments)
  (list)
] @indent.begin

[
  "}"
  ")"
  "]"
] @indent.branch @indent.end

(line_comment) @indent.ignore

; What stands in a comment of several lines is the writer's.
(block_comment) @indent.auto

(ERROR) @indent.auto
