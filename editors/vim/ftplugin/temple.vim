" Options and commands of a buffer with a Templefile.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=s1:/*,mb:*,ex:*/,:// commentstring=//\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2
let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop<'

command! -buffer -nargs=? -complete=custom,temple#view#Paths TemplePreview call temple#view#Preview(<q-args>)
command! -buffer -bang -nargs=? -complete=dir TemplePlan call temple#view#Plan(<q-args>, <bang>0)
let b:undo_ftplugin .= ' | silent! delcommand TemplePreview | silent! delcommand TemplePlan'

" ALE formats with this fixer, unless the user has others for Templefiles.
silent! call ale#fix#registry#Add('temple_fmt', 'temple#AleFix', ['temple'], 'Format Templefiles with temple-lsp.')
if !exists('b:ale_fixers') && type(get(g:, 'ale_fixers', {})) == v:t_dict && !has_key(get(g:, 'ale_fixers', {}), 'temple')
  let b:ale_fixers = ['temple_fmt']
  let b:undo_ftplugin .= ' | unlet! b:ale_fixers'
endif

if !executable(temple#Executable())
  call temple#WarnIfMissing()
elseif temple#server#IsPossible()
  call temple#server#Follow(bufnr(''))
endif
