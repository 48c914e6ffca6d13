" Previews and plans: scratch buffers with results of the server for the text of another buffer, the source, which they
" follow.

" Shows all generated files, one fold each, or the one with this path.
function! temple#view#Preview(path) abort
  let l:Lines = empty(a:path) ? function('s:AllFiles') : function('s:OneFile', [a:path])
  if !s:Open('temple-preview://' . s:Label() . '/' . a:path, 'temple/previewManifests', {}, l:Lines)
    return
  endif
  if empty(a:path)
    setlocal foldmethod=expr foldexpr=getline(v:lnum)=~#'^==>\ '?'>1':'=' foldtext=temple#view#FoldText()
  else
    " The name of the view ends with the path.
    filetype detect
  endif
endfunction

" Shows what generating into a folder would change; with details, line by line.
function! temple#view#Plan(folder, has_details) abort
  let l:folder = empty(a:folder) ? input('Folder to compare with: ', expand('%:p:h') . '/', 'dir') : a:folder
  if empty(l:folder)
    return
  endif
  " An absolute path stays valid if the working directory changes.
  let l:folder = substitute(fnamemodify(expand(l:folder), ':p'), '.\zs/\+$', '', '')
  let l:name = 'temple-plan://' . s:Label() . ' in ' . l:folder
  let l:Lines = function(a:has_details ? 's:PlanInDetail' : 's:Plan', [l:folder])
  if s:Open(l:name, 'temple/planManifests', {'folder': temple#server#PathUri(l:folder)}, l:Lines)
    let &l:filetype = a:has_details ? 'diff' : ''
  endif
endfunction

" Returns the common part of the names of this buffer's views. The number distinguishes Templefiles of the same name.
function! s:Label() abort
  return bufnr('') . '/' . expand('%:t')
endfunction

function! temple#view#FoldText() abort
  return getline(v:foldstart) . '  ' . (v:foldend - v:foldstart) . ' lines '
endfunction

" Returns the paths of all generated files for completion, which waits for them.
function! temple#view#Paths(lead, line, cursor) abort
  if !empty(s:Problem())
    return ''
  endif
  let l:answers = []
  call temple#server#Ask(bufnr(''), 'temple/previewManifests', {}, {answer -> add(l:answers, answer)})
  let l:turns = 0
  while empty(l:answers) && l:turns < 500
    sleep 10m
    let l:turns += 1
  endwhile
  call temple#view#Refresh(temple#server#Uri(bufnr('')))
  let l:files = get(get(get(l:answers, 0, {}), 'result', {}), 'files', [])
  return join(map(copy(l:files), 'v:val.path'), "\n")
endfunction

" Returns the reason why views are not possible; empty if they are.
function! s:Problem() abort
  if !temple#server#IsPossible()
    return 'Previews and plans require Vim with +job and +channel.'
  endif
  return executable(temple#Executable()) ? temple#server#Mismatch() : temple#Missing()
endfunction

" Opens a view of the current buffer in a new window, or goes to its existing one. Returns 1 if successful.
function! s:Open(name, method, params, Lines) abort
  let l:problem = s:Problem()
  if !empty(l:problem)
    call temple#Warn(l:problem)
    return 0
  endif
  let l:source = bufnr('')
  if !s:GoTo(a:name)
    vertical new
    setlocal buftype=nofile bufhidden=wipe noswapfile nobuflisted nomodifiable nonumber nowrap
    " Only after it is a scratch buffer, since Vim would search for a file of this name.
    execute 'silent file' fnameescape(a:name)
  endif
  setlocal statusline=%f\ %{b:temple.state}
  let b:temple = {'source': l:source, 'method': a:method, 'params': a:params, 'Lines': a:Lines, 'state': '', 'turn': 0}
  " The server assumes that all views of the same files have the last result.
  call temple#view#Refresh(temple#server#Uri(l:source))
  return 1
endfunction

" Goes to the window of a view in any tab page. Returns 1 if there is one.
function! s:GoTo(name) abort
  for l:buffer in getbufinfo()
    if l:buffer.name ==# a:name && !empty(l:buffer.windows)
      return win_gotoid(l:buffer.windows[0])
    endif
  endfor
  return 0
endfunction

" Updates the views of a Templefile.
function! temple#view#Refresh(uri) abort
  for l:view in s:Views()
    if temple#server#Uri(getbufvar(l:view, 'temple').source) ==# a:uri
      call s:Ask(l:view)
    endif
  endfor
endfunction

" Updates all views.
function! temple#view#RefreshAll() abort
  for l:view in s:Views()
    call s:Ask(l:view)
  endfor
endfunction

function! s:Views() abort
  let l:views = filter(getbufinfo(), 'type(get(v:val.variables, "temple")) == v:t_dict')
  return map(filter(l:views, 'bufloaded(v:val.variables.temple.source)'), 'v:val.bufnr')
endfunction

" Sends the request again. Only the last result counts.
function! s:Ask(view) abort
  let l:temple = getbufvar(a:view, 'temple')
  let l:temple.turn += 1
  let l:turn = l:temple.turn
  call temple#server#Ask(l:temple.source, l:temple.method, copy(l:temple.params),
  \ {answer -> bufexists(a:view) && l:temple.turn == l:turn && s:Show(a:view, l:temple, answer)})
endfunction

function! s:Show(view, temple, answer) abort
  if has_key(a:answer, 'error')
    let a:temple.state = '[' . a:answer.error.message . ']'
  else
    let a:temple.state = s:State(bufname(a:temple.source), a:answer.result)
    call s:Replace(a:view, a:temple.Lines(a:answer.result))
  endif
  redrawstatus!
endfunction

" Returns a description of the files that are shown; empty for those of the current text.
function! s:State(source, answer) abort
  if a:answer.complete
    return ''
  endif
  let l:shown = a:answer.source ==# 'lastValid' ? 'the last valid files' : 'valid parts only'
  return '[Showing ' . l:shown . ': ' . fnamemodify(a:source, ':t') . ' has errors.]'
endfunction

" The content of views

function! s:AllFiles(preview) abort
  let l:lines = []
  for l:file in a:preview.files
    call extend(l:lines, (empty(l:lines) ? [] : ['']) + ['==> ' . l:file.path . ' <=='] + s:Split(l:file.text))
  endfor
  return l:lines
endfunction

function! s:OneFile(path, preview) abort
  for l:file in a:preview.files
    if l:file.path ==# a:path
      return s:Split(l:file.text)
    endif
  endfor
  return ['The file ' . a:path . ' is not generated.']
endfunction

function! s:Split(text) abort
  return split(substitute(a:text, '\n$', '', ''), "\n", 1)
endfunction

function! s:Plan(folder, plan) abort
  let l:width = max(map(copy(a:plan.files), 'strwidth(v:val.path)'))
  let l:lines = ['In ' . fnamemodify(a:folder, ':~') . ': ' . s:Summary(a:plan), '']
  for l:file in a:plan.files
    call add(l:lines, l:file.path . repeat(' ', l:width - strwidth(l:file.path)) . '  ' . s:FileState(l:file))
  endfor
  return l:lines + [''] + map(copy(a:plan.notes), {_, note -> s:Note(note)})
endfunction

function! s:PlanInDetail(folder, plan) abort
  let l:lines = []
  for l:file in a:plan.files
    call add(l:lines, l:file.path . ': ' . s:FileState(l:file))
    if has_key(l:file, 'diff')
      call extend(l:lines, ['--- ' . l:file.path, '+++ ' . l:file.path] + s:Split(l:file.diff))
    endif
  endfor
  return add(l:lines, s:Summary(a:plan))
endfunction

" Returns the number of files in each state, in the order of the states.
function! s:Summary(plan) abort
  let l:states = map(copy(a:plan.files), 'v:val.state')
  let l:counts = map(['added', 'changed', 'unchanged', 'kept', 'left-behind'], {_, state -> [count(l:states, state), state]})
  return join(map(filter(l:counts, 'v:val[0] > 0'), 'join(v:val)'), ', ')
endfunction

" Returns the state of a file, with the number of changed lines and its remark.
function! s:FileState(file) abort
  let l:diff = has_key(a:file, 'diff') ? s:Split(a:file.diff) : []
  let l:counts = map(['+', '-'], {_, sign -> sign . len(filter(copy(l:diff), 'v:val[0] ==# sign'))})
  let l:remark = get(a:file, 'remark', '')
  return a:file.state . (empty(l:diff) ? '' : ' ' . join(l:counts)) . (empty(l:remark) ? '' : ' (' . l:remark . ')')
endfunction

function! s:Note(note) abort
  let l:line = has_key(a:note, 'line') ? ':' . (a:note.line + 1) : ''
  let l:where = has_key(a:note, 'path') ? a:note.path . l:line . ': ' : ''
  return a:note.severity . ': ' . l:where . a:note.message
endfunction

" Replaces the lines that differ, so that cursor, scrolling and folds stay.
function! s:Replace(buffer, new) abort
  let l:old = getbufline(a:buffer, 1, '$')
  let l:least = min([len(l:old), len(a:new)])
  let l:start = 0
  while l:start < l:least && l:old[l:start] ==# a:new[l:start]
    let l:start += 1
  endwhile
  let l:end = 0
  while l:end < l:least - l:start && l:old[-1 - l:end] ==# a:new[-1 - l:end]
    let l:end += 1
  endwhile
  let l:first = l:start + 1
  let l:last = len(l:old) - l:end
  let l:lines = l:start + l:end < len(a:new) ? a:new[l:start : len(a:new) - l:end - 1] : []
  call setbufvar(a:buffer, '&modifiable', 1)
  call appendbufline(a:buffer, l:last, l:lines)
  if l:first <= l:last
    call deletebufline(a:buffer, l:first, l:last)
  endif
  call setbufvar(a:buffer, '&modifiable', 0)
endfunction
