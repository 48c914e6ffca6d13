std = "luajit"
read_globals = { "vim" }
-- What is set through these is Neovim's, not a global of our own.
globals = { "vim.b", "vim.bo", "vim.g", "vim.go", "vim.wo", "vim.opt", "vim.opt_local", "vim.fn", "vim.ui" }
max_line_length = 120
