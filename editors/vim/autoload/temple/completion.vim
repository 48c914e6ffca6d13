" Completion with ALE, which compares items with a word without its sign, and replaces only that word.

" Converts an item of the server for ALE, and returns 1 to keep it. A sign that was typed is not inserted again; otherwise
" it is inserted when the item is accepted.
function! temple#completion#ForAle(buffer, item) abort
  let l:info = getbufvar(a:buffer, 'ale_completion_info')
  " ALE also completes a dot.
  let l:start = l:info.column - 1 - len(substitute(l:info.prefix, '^\.$', '', ''))
  " Vim removes the word while it collects items.
  let l:before = strpart(getline(l:info.line), 0, l:start)
  let l:edit = a:item.textEdit
  let l:from = byteidx(l:before, l:edit.range.start.character)
  let l:typed = l:from < 0 ? '' : strpart(l:before, l:from)
  let l:text = s:Without(l:typed, l:edit.newText)
  let l:sign = stridx(l:text, s:Without(l:typed, a:item.filterText))
  if l:sign > 0 && g:ale_completion_autoimport
    let l:at = {'line': l:info.line - 1, 'character': l:start}
    let l:put = {'range': {'start': l:at, 'end': l:at}, 'newText': strpart(l:text, 0, l:sign)}
    let a:item.additionalTextEdits = get(a:item, 'additionalTextEdits', []) + [l:put]
    let l:text = strpart(l:text, l:sign)
  endif
  " ALE would insert a line end as a control character.
  let l:edit.newText = matchstr(l:text, '^[^\r\n]*')
  return 1
endfunction

" Returns a text without a prefix, if it has that prefix.
function! s:Without(start, text) abort
  return stridx(a:text, a:start) == 0 ? strpart(a:text, len(a:start)) : a:text
endfunction
