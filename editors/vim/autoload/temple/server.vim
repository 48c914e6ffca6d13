" The server that previews and plans are asked of. It is a process of the plugin's own: not every client for language
" servers hands on all that there is to ask and to tell.

" The version of the requests `temple/…`, which plugin and server have to share.
let s:version = 2

" What runs: the job, what it has said so far, what waits for its answers, and the documents that it knows. Empty
" where nothing runs.
let s:server = {}

" How often a server that ends is started again by itself until the next change of a text.
let s:most_retries = 3
let s:retries = s:most_retries

" Returns 1 if Vim can run the server, which may still be missing.
function! temple#server#IsPossible() abort
  return exists('*job_start')
endfunction

" Tells the server of a Templefile, from now on after every change.
function! temple#server#Follow(buffer) abort
  augroup temple_server
    execute 'autocmd! * <buffer=' . a:buffer . '>'
    let l:events = 'TextChanged,TextChangedI,TextChangedP,BufReadPost'
    execute 'autocmd' l:events '<buffer=' . a:buffer . '> call s:Changed(' . a:buffer . ')'
    execute 'autocmd BufUnload <buffer=' . a:buffer . '> call s:Close(' . a:buffer . ')'
  augroup END
  call s:Sync(a:buffer)
  " The views of a file that was closed meanwhile wait for it.
  call temple#view#Refresh(temple#server#Uri(a:buffer))
endfunction

" Why the server cannot be asked, as far as that is known; empty if it can.
function! temple#server#Mismatch() abort
  return get(s:server, 'mismatch', '')
endfunction

" Asks about a Templefile as it is now. The callback is given the answer as the protocol has it, with `result` or `error`.
function! temple#server#Ask(buffer, method, params, Callback) abort
  call s:Sync(a:buffer)
  let l:document = {'textDocument': {'uri': temple#server#Uri(a:buffer)}}
  call s:Request(s:server, a:method, extend(l:document, a:params), a:Callback)
endfunction

" The address of a buffer.
function! temple#server#Uri(buffer) abort
  let l:path = fnamemodify(bufname(a:buffer), ':p')
  return empty(bufname(a:buffer)) ? 'untitled:' . a:buffer : temple#server#PathUri(l:path)
endfunction

" The address of a path.
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
  " A server tells of changes only once it is asked.
  call temple#view#RefreshAll()
endfunction

" Why the server cannot be asked for generated files; empty if it can. Without a number, it speaks the first version.
function! s:Mismatch(result) abort
  let l:temple = get(get(get(a:result, 'capabilities', {}), 'experimental', {}), 'temple', [])
  let l:version = type(l:temple) == v:t_dict ? get(l:temple, 'version', 1) : 1
  if l:version is s:version
    return ''
  endif
  let l:release = get(get(a:result, 'serverInfo', {}), 'version', '')
  return printf('temple-lsp%s speaks version %s of the temple protocol, this plugin needs version %d. Update %s.',
  \ empty(l:release) ? '' : ' ' . l:release, l:version, s:version, l:version < s:version ? 'temple-lsp' : 'the plugin')
endfunction

function! s:End(server, status) abort
  if s:server is a:server
    let s:server = {}
  endif
  call s:Fail(a:server, 'temple-lsp ended with ' . a:status)
  " One that has never worked will not.
  let s:retries = a:server.is_ready ? s:retries - 1 : 0
  if s:retries > 0 && get(v:, 'exiting', v:null) is v:null
    call map(keys(a:server.documents), {_, buffer -> s:Sync(str2nr(buffer))})
  endif
endfunction

" Answers all that waits with an error.
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

" Sees that the server runs and knows the text of a buffer.
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

" Nothing but the first request may be sent before that is answered.
function! s:Send(server, message) abort
  if !a:server.is_ready && get(a:message, 'method', '') !=# 'initialize'
    return add(a:server.queue, a:message)
  endif
  let l:body = json_encode(extend({'jsonrpc': '2.0'}, a:message))
  try
    call ch_sendraw(a:server.job, 'Content-Length: ' . strlen(l:body) . "\r\n\r\n" . l:body)
  catch /^Vim\%((\a\+)\)\=:E\%(631\|906\):/
    " It is ending, and what waits for an answer will be told.
  endtry
endfunction

" Takes what the server has said; a message may come in pieces.
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
      call s:Send(a:server, {'id': a:message.id, 'error': {'code': -32601, 'message': 'not known to this client'}})
    endif
  elseif has_key(a:server.waiting, a:message.id)
    let l:Callback = remove(a:server.waiting, a:message.id)
    call l:Callback(a:message)
  endif
endfunction
