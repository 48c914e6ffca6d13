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

; The indentation of block comments is left to their author.
(block_comment) @indent.auto

(ERROR) @indent.auto
