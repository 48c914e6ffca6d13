--- What the user has set in `vim.g.temple` or by `setup`.

---@class temple.Options
---@field cmd? string[] the command that starts the server; by default, `temple-lsp` is looked for
---@field settings? table what the server calls `temple.…`, for example `{ preview = { target = "…" } }`
---@field autostart? boolean whether the server starts with the first Templefile
---@field folds? boolean whether Templefiles are folded by their blocks

local M = {}

---@type temple.Options
local defaults = { settings = {}, autostart = true, folds = true }

local types = { cmd = "table", settings = "table", autostart = "boolean", folds = "boolean" }

---@param options temple.Options
local function check(options)
  for name, value in pairs(options) do
    local expected = types[name]
    if not expected then
      error(("temple: there is no option `%s`"):format(name), 0)
    elseif type(value) ~= expected then
      error(("temple: the option `%s` is a %s, not a %s"):format(name, expected, type(value)), 0)
    end
  end
end

---@return temple.Options
function M.get()
  local options = vim.g.temple or {}
  check(options)
  return vim.tbl_extend("force", defaults, options)
end

---@param options temple.Options
function M.set(options)
  check(options)
  vim.g.temple = vim.tbl_extend("force", vim.g.temple or {}, options)
end

return M
