" Registers the server with vim-lsp, which triggers the event below.

if exists('g:loaded_temple')
  finish
endif
let g:loaded_temple = 1

augroup temple_vim_lsp
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
  \   'name': 'temple-lsp',
  \   'cmd': {-> [temple#Executable(), '--stdio']},
  \   'allowlist': ['temple'],
  \   'root_uri': {-> lsp#utils#path_to_uri(temple#Root(bufnr('')))},
  \   'workspace_config': get(g:, 'temple_lsp_config', {}),
  \ })
augroup END
