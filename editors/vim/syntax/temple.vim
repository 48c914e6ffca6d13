" Words are classified by their position, so no word of the language is needed here.

if exists('b:current_syntax')
  finish
endif

syntax match templeBlock "\<\a\w*\ze\_s*:\_s*\k\+\_s*{"
syntax match templeAttribute "\<\k\+\ze\s*:" contains=templeBlock
syntax match templeType ":\_s*\zs\k\+"
syntax match templeKind ":\_s*\zs\k\+\ze\_s*{"
syntax match templeMetadata "#\s*\k*"
syntax match templeAnnotation "@\s*\k*"
syntax match templeNumber "-\?\<\d\+\%(\.\d\+\)\?\%([eE][+-]\?\d\+\|\s*[kKmMgG]\>\)\?"
syntax region templeComment start="/\*" end="\*/" contains=@Spell
syntax match templeComment "//.*" contains=@Spell

highlight default link templeBlock Structure
highlight default link templeAttribute Identifier
highlight default link templeType Type
highlight default link templeKind Keyword
highlight default link templeMetadata PreProc
highlight default link templeAnnotation Special
highlight default link templeNumber Number
highlight default link templeComment Comment

let b:current_syntax = 'temple'
