" What clients for language servers are told, and what they do not have: indentation, and a word when the server is
" missing.

function! temple#Executable() abort
  return get(g:, 'temple_lsp_executable', 'temple-lsp')
endfunction

" The folder of the project: the one with `.git`, or that of the file.
function! temple#Root(buffer) abort
  let l:folder = fnamemodify(bufname(a:buffer), ':p:h')
  let l:git = finddir('.git', fnameescape(l:folder) . ';')
  return empty(l:git) ? l:folder : fnamemodify(l:git, ':p:h:h')
endfunction

" Says once, when Vim has drawn its screen, how to get a server that is not there. ALE would say nothing.
function! temple#WarnIfMissing() abort
  if !get(s:, 'has_warned') && !executable(temple#Executable())
    let s:has_warned = 1
    call timer_start(0, {-> temple#Warn(temple#Missing())})
  endif
endfunction

function! temple#Missing() abort
  return temple#Executable() . ' was not found: install it, or set g:temple_lsp_executable'
endfunction

function! temple#Warn(message) abort
  echohl WarningMsg
  echomsg a:message
  echohl None
endfunction

" Indentation

" One step more than the line above where that opens something, one less where this line closes something.
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

" Whether a line goes on with a comment of several lines, whose asterisks are drawn as their author likes.
function! s:IsInComment(line) abort
  return getline(a:line) =~# '^\s*\*'
endfunction

" Formatting

" A fixer for ALE.
function! temple#AleFix(buffer) abort
  let l:step = getbufvar(a:buffer, '&expandtab') ? shiftwidth() : 'tab'
  return {'command': ale#Escape(temple#Executable()) . ' fmt --indent ' . l:step . ' -'}
endfunction
