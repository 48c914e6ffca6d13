; Written by `cargo xtask codegen` from syntaxes/templates/queries/helix/highlights.scm.

; At most one pattern matches each text, so their order does not matter.
; A word of the language is highlighted only where it is valid. An unknown word stays plain.

(line_comment) @comment.line

(block_comment) @comment.block

(block
  name: (identifier) @type)

(block
  kind: (identifier) @keyword.storage.type
  (#any-of? @keyword.storage.type "project" "service" "struct"))

(attribute
  name: (identifier) @variable.other.member)

(type
  name: (identifier) @type.builtin
  (#any-of? @type.builtin "bool" "date" "time" "datetime" "string" "int" "float" "data"))

; A reference to a service or a struct.
(type
  name: (identifier) @type
  (#match? @type "^[A-Z]"))

(annotation
  "@" @attribute)

(annotation
  name: (identifier) @attribute
  (#any-of? @attribute "unique" "server" "serverSet" "client"))

(metadata
  "#" @keyword.directive)

(metadata
  name: (identifier) @keyword.directive
  (#any-of? @keyword.directive "language" "database" "provider" "metrics" "authMethod" "auth" "enumerable" "readable" "writable" "omit" "uses"))

(keyword_argument
  name: (identifier) @variable.parameter)

; Values are case-insensitive.
(arguments
  (word) @constant.builtin
  (#match? @constant.builtin "^([gG][oO]|[gG][oO][lL][aA][nN][gG]|[pP][oO][sS][tT][gG][rR][eE][sS]|[pP][oO][sS][tT][gG][rR][eE][sS][qQ][lL]|[kK][uU][bB][eE][rR][nN][eE][tT][eE][sS]|[kK][uU][bB][eE]|[kK]8[sS]|[kK][uU][bB][eE][rR][nN][oO][oO][tT][iI][eE][sS]|[dD][oO][cC][kK][eE][rR][cC][oO][mM][pP][oO][sS][eE]|[dD][cC]|[pP][rR][oO][mM][eE][tT][hH][eE][uU][sS]|[eE][mM][aA][iI][lL]|[aA][lL][lL]|[tT][hH][iI][sS]|[cC][rR][eE][aA][tT][eE]|[rR][eE][aA][dD]|[uU][pP][dD][aA][tT][eE]|[dD][eE][lL][eE][tT][eE])$"))

(keyword_argument
  value: (word) @constant.builtin
  (#match? @constant.builtin "^([gG][oO]|[gG][oO][lL][aA][nN][gG]|[pP][oO][sS][tT][gG][rR][eE][sS]|[pP][oO][sS][tT][gG][rR][eE][sS][qQ][lL]|[kK][uU][bB][eE][rR][nN][eE][tT][eE][sS]|[kK][uU][bB][eE]|[kK]8[sS]|[kK][uU][bB][eE][rR][nN][oO][oO][tT][iI][eE][sS]|[dD][oO][cC][kK][eE][rR][cC][oO][mM][pP][oO][sS][eE]|[dD][cC]|[pP][rR][oO][mM][eE][tT][hH][eE][uU][sS]|[eE][mM][aA][iI][lL]|[aA][lL][lL]|[tT][hH][iI][sS]|[cC][rR][eE][aA][tT][eE]|[rR][eE][aA][dD]|[uU][pP][dD][aA][tT][eE]|[dD][eE][lL][eE][tT][eE])$"))

; A list contains values or services. A service named like a value is highlighted like one.
(list
  (word) @constant.builtin
  (#match? @constant.builtin "^([cC][rR][eE][aA][tT][eE]|[rR][eE][aA][dD]|[uU][pP][dD][aA][tT][eE]|[dD][eE][lL][eE][tT][eE])$"))

(list
  (word) @type
  (#match? @type "^[A-Z]")
  (#not-match? @type "^([cC][rR][eE][aA][tT][eE]|[rR][eE][aA][dD]|[uU][pP][dD][aA][tT][eE]|[dD][eE][lL][eE][tT][eE])$"))

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
