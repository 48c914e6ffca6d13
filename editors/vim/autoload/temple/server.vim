" The server for previews and plans. The plugin runs its own process, since not every language client passes on custom
" requests and notifications.

" The version of the requests `temple/…`, which must be the same in plugin and server.
let s:version = 2

" The running server: its job, the unprocessed output, the pending requests, and the open documents. Empty if it is not
" running.
let s:server = {}

" The maximum number of automatic restarts until the next change of a text.
let s:most_retries = 3
let s:retries = s:most_retries

" Returns 1 if Vim can run the server, which may still be missing.
function! temple#server#IsPossible() abort
  return exists('*job_start')
endfunction

" Sends a Templefile to the server, now and after every change.
function! temple#server#Follow(buffer) abort
  augroup temple_server
    execute 'autocmd! * <buffer=' . a:buffer . '>'
    let l:events = 'TextChanged,TextChangedI,TextChangedP,BufReadPost'
    execute 'autocmd' l:events '<buffer=' . a:buffer . '> call s:Changed(' . a:buffer . ')'
    execute 'autocmd BufUnload <buffer=' . a:buffer . '> call s:Close(' . a:buffer . ')'
  augroup END
  call s:Sync(a:buffer)
  " Updates the views of a file that was closed in the meantime.
  call temple#view#Refresh(temple#server#Uri(a:buffer))
endfunction

" Returns the reason why the server cannot be asked; empty if there is none.
function! temple#server#Mismatch() abort
  return get(s:server, 'mismatch', '')
endfunction

" Sends a request about the current text of a Templefile. The callback gets the response with `result` or `error`.
function! temple#server#Ask(buffer, method, params, Callback) abort
  call s:Sync(a:buffer)
  let l:document = {'textDocument': {'uri': temple#server#Uri(a:buffer)}}
  call s:Request(s:server, a:method, extend(l:document, a:params), a:Callback)
endfunction

" Returns the URI of a buffer.
function! temple#server#Uri(buffer) abort
  let l:path = fnamemodify(bufname(a:buffer), ':p')
  return empty(bufname(a:buffer)) ? 'untitled:' . a:buffer : temple#server#PathUri(l:path)
endfunction

" Returns the URI of a path.
function! temple#server#PathUri(path) abort
  let l:path = has('win32') ? '/' . tr(a:path, '\', '/') : a:path
  return 'file://' . substitute(l:path, '[^A-Za-z0-9/._~-]', {found -> s:Escape(found[0])}, 'g')
endfunction

function! s:Escape(character) abort
  return join(map(range(strlen(a:character)), {_, index -> printf('%%%02X', char2nr(a:character[index]))}), '')
endfunction

" The process

function! s:Start() abort
  let l:server = {'input': '', 'last_id': 0, 'waiting': {}, 'queue': [], 'is_ready': 0, 'mismatch': '', 'documents': {}}
  let l:server.job = job_start([temple#Executable(), '--stdio'], {
  \   'mode': 'raw', 'noblock': 1, 'err_io': 'null',
  \   'out_cb': {_, data -> s:Read(l:server, data)},
  \   'exit_cb': {_, status -> s:End(l:server, status)},
  \ })
  let s:server = l:server
  call s:Request(l:server, 'initialize', {
  \   'processId': getpid(),
  \   'rootUri': v:null,
  \   'capabilities': {'experimental': {'temple': {'version': s:version}}},
  \   'initializationOptions': get(g:, 'temple_lsp_config', {}),
  \ }, {answer -> s:Begin(l:server, answer)})
endfunction

function! s:Begin(server, answer) abort
  let l:result = get(a:answer, 'result', {})
  let a:server.mismatch = s:Mismatch(l:result)
  let a:server.is_ready = 1
  call s:Send(a:server, {'method': 'initialized', 'params': {}})
  for l:message in remove(a:server, 'queue')
    call s:Send(a:server, l:message)
  endfor
  if !empty(a:server.mismatch)
    call temple#Warn(a:server.mismatch)
    call s:Fail(a:server, a:server.mismatch)
  endif
  " A server reports changes only after a request.
  call temple#view#RefreshAll()
endfunction

" Returns the reason why the server cannot be asked for generated files; empty if there is none. A server that announces
" no version has version 1.
function! s:Mismatch(result) abort
  let l:temple = get(get(get(a:result, 'capabilities', {}), 'experimental', {}), 'temple', [])
  let l:version = type(l:temple) == v:t_dict ? get(l:temple, 'version', 1) : 1
  if l:version is s:version
    return ''
  endif
  let l:release = get(get(a:result, 'serverInfo', {}), 'version', '')
  return printf('temple-lsp%s uses version %s of the temple protocol; this plugin needs version %d. Update %s.',
  \ empty(l:release) ? '' : ' ' . l:release, l:version, s:version, l:version < s:version ? 'temple-lsp' : 'the plugin')
endfunction

function! s:End(server, status) abort
  if s:server is a:server
    let s:server = {}
  endif
  call s:Fail(a:server, 'temple-lsp exited with code ' . a:status)
  " A server that never started will not start now.
  let s:retries = a:server.is_ready ? s:retries - 1 : 0
  if s:retries > 0 && get(v:, 'exiting', v:null) is v:null
    call map(keys(a:server.documents), {_, buffer -> s:Sync(str2nr(buffer))})
  endif
endfunction

" Answers all pending requests with an error.
function! s:Fail(server, message) abort
  let [l:waiting, a:server.waiting] = [a:server.waiting, {}]
  for l:Callback in values(l:waiting)
    call l:Callback({'error': {'message': a:message}})
  endfor
endfunction

" The documents

function! s:Changed(buffer) abort
  if !empty(s:server)
    let s:retries = s:most_retries
    call s:Sync(a:buffer)
  endif
endfunction

" Ensures that the server is running and has the current text of a buffer.
function! s:Sync(buffer) abort
  if empty(s:server)
    call s:Start()
  endif
  let l:document = {'uri': temple#server#Uri(a:buffer), 'version': getbufvar(a:buffer, 'changedtick')}
  let l:known = get(s:server.documents, a:buffer, {})
  if l:known == l:document
    return
  endif
  " The buffer may have a new name.
  if !empty(l:known) && l:known.uri !=# l:document.uri
    call s:Close(a:buffer)
    let l:known = {}
  endif
  let s:server.documents[a:buffer] = copy(l:document)
  let l:text = join(getbufline(a:buffer, 1, '$'), "\n") . "\n"
  if empty(l:known)
    call extend(l:document, {'languageId': 'temple', 'text': l:text})
    call s:Notify('textDocument/didOpen', {'textDocument': l:document})
  else
    call s:Notify('textDocument/didChange', {'textDocument': l:document, 'contentChanges': [{'text': l:text}]})
  endif
endfunction

function! s:Close(buffer) abort
  if has_key(get(s:server, 'documents', {}), a:buffer)
    let l:document = remove(s:server.documents, a:buffer)
    call s:Notify('textDocument/didClose', {'textDocument': {'uri': l:document.uri}})
  endif
endfunction

" The messages

function! s:Request(server, method, params, Callback) abort
  if !empty(a:server.mismatch)
    return a:Callback({'error': {'message': a:server.mismatch}})
  endif
  let a:server.last_id += 1
  let a:server.waiting[a:server.last_id] = a:Callback
  call s:Send(a:server, {'id': a:server.last_id, 'method': a:method, 'params': a:params})
endfunction

function! s:Notify(method, params) abort
  call s:Send(s:server, {'method': a:method, 'params': a:params})
endfunction

" Only `initialize` may be sent before its response.
function! s:Send(server, message) abort
  if !a:server.is_ready && get(a:message, 'method', '') !=# 'initialize'
    return add(a:server.queue, a:message)
  endif
  let l:body = json_encode(extend({'jsonrpc': '2.0'}, a:message))
  try
    call ch_sendraw(a:server.job, 'Content-Length: ' . strlen(l:body) . "\r\n\r\n" . l:body)
  catch /^Vim\%((\a\+)\)\=:E\%(631\|906\):/
    " The server is exiting; `s:End` answers the pending requests.
  endtry
endfunction

" Reads output of the server; a message may arrive in parts.
function! s:Read(server, data) abort
  let a:server.input .= a:data
  while 1
    let l:header = matchstr(a:server.input, '^Content-Length: \d\+\r\n\r\n')
    let l:end = strlen(l:header) + str2nr(matchstr(l:header, '\d\+'))
    if empty(l:header) || strlen(a:server.input) < l:end
      return
    endif
    let l:body = strpart(a:server.input, strlen(l:header), l:end - strlen(l:header))
    let a:server.input = strpart(a:server.input, l:end)
    call s:Handle(a:server, json_decode(l:body))
  endwhile
endfunction

function! s:Handle(server, message) abort
  if get(a:message, 'method', '') ==# 'temple/manifestsChanged'
    call temple#view#Refresh(a:message.params.uri)
  elseif has_key(a:message, 'method')
    if has_key(a:message, 'id')
      call s:Send(a:server, {'id': a:message.id, 'error': {'code': -32601, 'message': 'not supported by this client'}})
    endif
  elseif has_key(a:server.waiting, a:message.id)
    let l:Callback = remove(a:server.waiting, a:message.id)
    call l:Callback(a:message)
  endif
endfunction
