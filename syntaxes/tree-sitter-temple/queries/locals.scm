(source_file) @local.scope

; A struct can be referenced in its service, and a service everywhere.
(body) @local.scope

(block
  name: (identifier) @local.definition.type)

(attribute
  name: (identifier) @local.definition.field)

(type
  name: (identifier) @local.reference
  (#match? @local.reference "^[A-Z]"))

; A service in a list of services. Values are in lower case.
(list
  (word) @local.reference
  (#match? @local.reference "^[A-Z]"))
