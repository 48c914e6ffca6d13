" What the clients for language servers do not have: previews, plans, and a word when the server is missing.

" How long typing has to rest before previews follow, in milliseconds.
let s:rest = 300

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
    call timer_start(0, {-> s:Warn(s:Missing())})
  endif
endfunction

function! s:Missing() abort
  return temple#Executable() . ' was not found: install it, or set g:temple_lsp_executable'
endfunction

function! s:Warn(message) abort
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

" Previews and plans
"
" A view is a scratch buffer with what a command of temple-lsp prints about the text of another buffer, the source.

" Shows all generated files, one fold each, or the one with this path.
function! temple#Preview(path) abort
  let l:arguments = ['preview', '--format', 'text'] + (empty(a:path) ? [] : ['--file', a:path]) + ['-']
  if !s:OpenView('temple-preview://' . s:Label() . '/' . a:path, l:arguments)
    return
  endif
  if empty(a:path)
    setlocal foldmethod=expr foldexpr=getline(v:lnum)=~#'^==>\ '?'>1':'=' foldtext=temple#FoldText()
  else
    " The name of the view ends with the path.
    filetype detect
  endif
endfunction

" Says what generating into a folder would change; with details, line by line.
function! temple#Plan(folder, has_details) abort
  let l:folder = empty(a:folder) ? input('Folder to compare with: ', expand('%:p:h') . '/', 'dir') : a:folder
  if empty(l:folder)
    return
  endif
  let l:folder = expand(l:folder)
  let l:name = 'temple-plan://' . s:Label() . ' in ' . substitute(fnamemodify(l:folder, ':p'), '.\zs/\+$', '', '')
  let l:format = a:has_details ? 'text' : 'tree'
  if s:OpenView(l:name, ['plan', '--format', l:format, '-', l:folder])
    let &l:filetype = a:has_details ? 'diff' : ''
  endif
endfunction

" What the names of the views of this buffer have in common. The number tells Templefiles of the same name apart.
function! s:Label() abort
  return bufnr('') . '/' . expand('%:t')
endfunction

function! temple#FoldText() abort
  return getline(v:foldstart) . '  ' . (v:foldend - v:foldstart) . ' lines '
endfunction

" The paths of all generated files, for the command line.
function! temple#Paths(lead, line, cursor) abort
  let l:command = shellescape(temple#Executable()) . ' preview --format json - 2>' . (has('win32') ? 'NUL' : '/dev/null')
  try
    return join(map(json_decode(system(l:command, bufnr('')))['files'], 'v:val.path'), "\n")
  catch
    return ''
  endtry
endfunction

" Opens a view of the current buffer in a new window, or goes to the one that is there. Says whether there is one.
function! s:OpenView(name, arguments) abort
  if !executable(temple#Executable())
    call s:Warn(s:Missing())
    return 0
  endif
  let l:source = bufnr('')
  if !s:GoTo(a:name)
    vertical new
    setlocal buftype=nofile bufhidden=wipe noswapfile nobuflisted nomodifiable nonumber nowrap
    " Not before it is a scratch buffer, since Vim would look for a file of this name.
    execute 'silent file' fnameescape(a:name)
  endif
  setlocal statusline=%f\ %{b:temple.state}
  " The arguments are about this working folder, also when Vim has gone to another one.
  let b:temple = {'source': l:source, 'arguments': a:arguments, 'folder': getcwd(), 'is_whole': 0, 'state': ''}
  call s:Refresh(bufnr(''))
  call s:Follow(l:source, bufnr(''))
  return 1
endfunction

" Goes to the window with a view, in whichever tab page. Says whether there is one.
function! s:GoTo(name) abort
  for l:buffer in getbufinfo()
    if l:buffer.name ==# a:name && !empty(l:buffer.windows)
      return win_gotoid(l:buffer.windows[0])
    endif
  endfor
  return 0
endfunction

function! s:Follow(source, view) abort
  let l:views = getbufvar(a:source, 'temple_views', [])
  call setbufvar(a:source, 'temple_views', filter(l:views, 'bufexists(v:val) && v:val != a:view') + [a:view])
  augroup temple_follow
    execute 'autocmd! * <buffer=' . a:source . '>'
    let l:events = 'TextChanged,TextChangedI,TextChangedP,BufReadPost'
    execute 'autocmd' l:events '<buffer=' . a:source . '> call s:Schedule(' . a:source . ')'
  augroup END
endfunction

function! s:Schedule(source) abort
  call timer_stop(getbufvar(a:source, 'temple_timer', -1))
  call setbufvar(a:source, 'temple_timer', timer_start(s:rest, {-> s:RefreshAll(a:source)}))
endfunction

function! s:RefreshAll(source) abort
  for l:view in filter(copy(getbufvar(a:source, 'temple_views', [])), 'bufexists(v:val)')
    call s:Refresh(l:view)
  endfor
endfunction

" Runs the command of a view anew. An older run that is not through yet would show an older text.
function! s:Refresh(view) abort
  let l:temple = getbufvar(a:view, 'temple')
  if has_key(l:temple, 'job')
    call job_stop(l:temple.job)
  endif
  let l:run = {'view': a:view, 'out': [], 'errors': [], 'open': 2}
  let l:run.job = job_start([temple#Executable()] + l:temple.arguments, {
  \   'in_io': 'buffer', 'in_buf': l:temple.source, 'cwd': l:temple.folder,
  \   'out_cb': {_, line -> add(l:run.out, line)},
  \   'err_cb': {_, line -> add(l:run.errors, line)},
  \   'close_cb': {_ -> s:End(l:run)},
  \   'exit_cb': {_, status -> s:Exit(l:run, status)},
  \ })
  let l:temple.job = l:run.job
endfunction

function! s:Exit(run, status) abort
  let a:run.status = a:status
  call s:End(a:run)
endfunction

" The output may end before the program or after it.
function! s:End(run) abort
  let a:run.open -= 1
  if a:run.open == 0 && bufexists(a:run.view) && getbufvar(a:run.view, 'temple').job is a:run.job
    call s:Show(a:run)
  endif
endfunction

" With a status of 2 there is nothing to show. The errors of a text are told beside what its sound part becomes.
function! s:Show(run) abort
  let l:temple = getbufvar(a:run.view, 'temple')
  let l:has_errors = !empty(a:run.errors)
  if a:run.status > 1
    let l:temple.state = get(a:run.errors, 0, 'temple-lsp ended with ' . a:run.status)
  elseif l:has_errors && l:temple.is_whole
    let l:temple.state = '[the text has errors: this is the last one without]'
  else
    let l:temple.is_whole = !l:has_errors
    let l:temple.state = l:has_errors ? '[the text has errors: something is missing]' : ''
    call s:Replace(a:run.view, a:run.out)
  endif
  redrawstatus!
endfunction

" Replaces the lines that differ, so that the cursor, the scrolled text and the folds stay.
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
