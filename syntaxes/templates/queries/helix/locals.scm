(source_file) @local.scope

; A struct can be referred to in the service around it, and a service everywhere.
(body) @local.scope

(block
  name: (identifier) @local.definition.type)

(type
  name: (identifier) @local.reference
  (#match? @local.reference "^[A-Z]"))

(metadata
  name: (identifier) @_item
  arguments: [
    (list (word) @local.reference)
    (arguments (list (word) @local.reference))
    (arguments (keyword_argument value: (list (word) @local.reference)))
  ]
  (#any-of? @_item {{metadata-of-services}}))
