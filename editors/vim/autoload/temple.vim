" Functions for the language clients, and what they lack: indentation, and a warning if the server is missing.

function! temple#Executable() abort
  return get(g:, 'temple_lsp_executable', 'temple-lsp')
endfunction

" Returns the folder of the project: the one with `.git`, or that of the file.
function! temple#Root(buffer) abort
  let l:folder = fnamemodify(bufname(a:buffer), ':p:h')
  let l:git = finddir('.git', fnameescape(l:folder) . ';')
  return empty(l:git) ? l:folder : fnamemodify(l:git, ':p:h:h')
endfunction

" Warns once, after Vim has drawn its screen, that the server is missing. ALE would not report it.
function! temple#WarnIfMissing() abort
  if !get(s:, 'has_warned') && !executable(temple#Executable())
    let s:has_warned = 1
    call timer_start(0, {-> temple#Warn(temple#Missing())})
  endif
endfunction

function! temple#Missing() abort
  return temple#Executable() . ' was not found. Install it or set g:temple_lsp_executable.'
endfunction

function! temple#Warn(message) abort
  echohl WarningMsg
  echomsg a:message
  echohl None
endfunction

" Indentation

" Returns the indentation: one step more after an opening bracket, one less at a closing bracket.
function! temple#Indent(line) abort
  if s:IsInComment(a:line)
    return -1
  endif
  let l:above = prevnonblank(a:line - 1)
  while s:IsInComment(l:above)
    let l:above = prevnonblank(l:above - 1)
  endwhile
  let l:opens = getline(l:above) =~# '[{(\[]\s*\%(//.*\)\?$'
  let l:closes = getline(a:line) =~# '^\s*[})\]]'
  return max([0, indent(l:above) + (l:opens - l:closes) * shiftwidth()])
endfunction

" Returns 1 if a line continues a block comment, whose indentation is left to its author.
function! s:IsInComment(line) abort
  return getline(a:line) =~# '^\s*\*'
endfunction

" Formatting

" A fixer for ALE.
function! temple#AleFix(buffer) abort
  let l:step = getbufvar(a:buffer, '&expandtab') ? shiftwidth() : 'tab'
  return {'command': ale#Escape(temple#Executable()) . ' fmt --indent ' . l:step . ' -'}
endfunction
