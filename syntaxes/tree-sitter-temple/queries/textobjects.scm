(block) @class.outer

(body
  "{"
  _+ @class.inner
  "}")

; An entry, with its semicolon.
((attribute) @statement.outer
  .
  ";"? @statement.outer)

((metadata) @statement.outer
  .
  ";"? @statement.outer)

(attribute
  name: (_) @assignment.lhs
  type: (_) @assignment.rhs @assignment.inner) @assignment.outer

(annotation
  name: (_) @attribute.inner) @attribute.outer

; An argument, with the comma after it; the last one with the comma before it.
(arguments
  (_) @parameter.inner @parameter.outer
  .
  "," @parameter.outer)

(arguments
  ","? @parameter.outer
  .
  (_) @parameter.inner @parameter.outer
  .
  ")")

(list
  (_) @parameter.inner @parameter.outer
  .
  "," @parameter.outer)

(list
  ","? @parameter.outer
  .
  (_) @parameter.inner @parameter.outer
  .
  "]")

[
  (integer)
  (float)
] @number.inner

[
  (line_comment)
  (block_comment)
] @comment.outer
