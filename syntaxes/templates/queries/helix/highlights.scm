; Each pattern stands for itself: no text has two of them, so that their order means nothing.
; A word of the language is lit up only where it is right. An unknown one stays plain.

(line_comment) @comment.line

(block_comment) @comment.block

(block
  name: (identifier) @type)

(block
  kind: (identifier) @keyword.storage.type
  (#any-of? @keyword.storage.type {{kinds}}))

(attribute
  name: (identifier) @variable.other.member)

(type
  name: (identifier) @type.builtin
  (#any-of? @type.builtin {{types}}))

; A reference to a service or a struct.
(type
  name: (identifier) @type
  (#match? @type "^[A-Z]"))

(annotation
  "@" @attribute)

(annotation
  name: (identifier) @attribute
  (#any-of? @attribute {{annotations}}))

(metadata
  "#" @keyword.directive)

(metadata
  name: (identifier) @keyword.directive
  (#any-of? @keyword.directive {{metadata}}))

(keyword_argument
  name: (identifier) @variable.parameter)

; Values are compared without regard to case.
(metadata
  name: (identifier) @_item
  arguments: [
    (list (word) @constant.builtin)
    (arguments (word) @constant.builtin)
    (arguments (list (word) @constant.builtin))
    (arguments (keyword_argument value: (word) @constant.builtin))
    (arguments (keyword_argument value: (list (word) @constant.builtin)))
  ]
  (#any-of? @_item {{metadata-of-values}})
  (#match? @constant.builtin "^({{values}})$"))

(metadata
  name: (identifier) @_item
  arguments: [
    (list (word) @type)
    (arguments (list (word) @type))
    (arguments (keyword_argument value: (list (word) @type)))
  ]
  (#any-of? @_item {{metadata-of-services}}))

(integer) @constant.numeric.integer

(float) @constant.numeric.float

[
  "{"
  "}"
  "("
  ")"
  "["
  "]"
] @punctuation.bracket

[
  ":"
  ";"
  ","
] @punctuation.delimiter
