(block
  body: (body) @class.inside) @class.around

; An entry, with its semicolon.
((attribute
  type: (_) @entry.inside) @entry.around
  .
  ";"? @entry.around)

((metadata
  arguments: (_)? @entry.inside) @entry.around
  .
  ";"? @entry.around)

; An argument, with the comma after it.
(arguments
  ((_) @parameter.inside
    .
    ","? @parameter.around) @parameter.around)

(list
  ((_) @parameter.inside
    .
    ","? @parameter.around) @parameter.around)

[
  (line_comment)
  (block_comment)
] @comment.inside

[
  (line_comment)
  (block_comment)
]+ @comment.around
