vim.filetype.add({ extension = { temple = "temple", templefile = "temple" } })
