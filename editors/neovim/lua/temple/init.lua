--- Templefiles in Neovim. See `:help temple`.

local M = {}

--- Sets options and loads the plugin. Only needed with a plugin manager that does not source the folder `plugin`,
--- or to set options with a function.
---@param options? temple.Options as in `vim.g.temple`
function M.setup(options)
  if options then
    require("temple.options").set(options)
  end
  vim.cmd("runtime! ftdetect/temple.lua plugin/temple.lua")
end

return M
