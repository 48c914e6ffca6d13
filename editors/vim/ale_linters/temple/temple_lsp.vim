" ALE finds this file in 'runtimepath' and starts the server for every Templefile.

call ale#linter#Define('temple', {
\   'name': 'temple_lsp',
\   'lsp': 'stdio',
\   'executable': {-> temple#Executable()},
\   'command': '%e --stdio',
\   'project_root': {buffer -> temple#Root(buffer)},
\   'lsp_config': {-> get(g:, 'temple_lsp_config', {})},
\   'completion_filter': 'temple#completion#ForAle',
\})
