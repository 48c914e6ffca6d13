; Each pattern stands for itself: no text has two of them, so that their order means nothing.
; A word of the language is lit up only where it is right. An unknown one stays plain.

[
  (line_comment)
  (block_comment)
] @spell @comment

(block
  name: (identifier) @type)

(block
  kind: (identifier) @keyword.type
  (#any-of? @keyword.type {{kinds}}))

(attribute
  name: (identifier) @property)

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
(arguments
  (word) @constant.builtin
  (#match? @constant.builtin "^({{values}})$"))

(keyword_argument
  value: (word) @constant.builtin
  (#match? @constant.builtin "^({{values}})$"))

; A list holds values or services. A service that is called like a value looks like one.
(list
  (word) @constant.builtin
  (#match? @constant.builtin "^({{values-of-lists}})$"))

(list
  (word) @type
  (#match? @type "^[A-Z]")
  (#not-match? @type "^({{values-of-lists}})$"))

(integer) @number

(float) @number.float

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
