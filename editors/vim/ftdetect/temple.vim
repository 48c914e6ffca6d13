autocmd BufNewFile,BufRead *.temple,*.templefile setfiletype temple
