; At most one pattern matches each text, so their order does not matter.
; A word of the language is highlighted only where it is valid. An unknown word stays plain.

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

; Values are case-insensitive.
(arguments
  (word) @constant.builtin
  (#match? @constant.builtin "^({{values}})$"))

(keyword_argument
  value: (word) @constant.builtin
  (#match? @constant.builtin "^({{values}})$"))

; A list contains values or services. A service named like a value is highlighted like one.
(list
  (word) @constant.builtin
  (#match? @constant.builtin "^({{values-of-lists}})$"))

(list
  (word) @type
  (#match? @type "^[A-Z]")
  (#not-match? @type "^({{values-of-lists}})$"))

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
