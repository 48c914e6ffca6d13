--- Folds of Templefiles, for users who have not set 'foldmethod'.

local M = {}

---@return string? expression for 'foldexpr'
local function expression()
  if vim.lsp.foldexpr then
    return "v:lua.vim.lsp.foldexpr()"
  end
  if vim.treesitter.foldexpr and require("temple.parser").found() then
    return "v:lua.vim.treesitter.foldexpr()"
  end
end

--- Enables folding of the current buffer in the current window. Every fold starts open.
function M.set()
  local foldexpr = expression()
  if not foldexpr or vim.go.foldmethod ~= "manual" or not require("temple.options").get().folds then
    return
  end
  vim.opt_local.foldexpr = foldexpr
  vim.opt_local.foldmethod = "expr"
  vim.opt_local.foldlevel = 99
  vim.b.undo_ftplugin = vim.b.undo_ftplugin .. " foldexpr< foldmethod< foldlevel<"
end

return M
