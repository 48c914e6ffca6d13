std = "luajit"
read_globals = { "vim" }
-- These set values of Neovim, not globals of the plugin.
globals = { "vim.b", "vim.bo", "vim.g", "vim.go", "vim.wo", "vim.opt", "vim.opt_local", "vim.fn", "vim.ui" }
max_line_length = 120
