--- The options of the user, from `vim.g.temple` or `setup`.

---@class temple.Options
---@field cmd? string[] the command that starts the server; by default, `temple-lsp` is searched for
---@field settings? table the server's settings in `temple`, for example `{ preview = { target = "…" } }`
---@field autostart? boolean starts the server with the first Templefile
---@field folds? boolean folds Templefiles by their blocks

local tell = require("temple.tell")

local M = {}

---@type temple.Options
local defaults = { settings = {}, autostart = true, folds = true }

local types = { cmd = "table", settings = "table", autostart = "boolean", folds = "boolean" }

---@param name string
---@param value any
---@return string? problem
local function problem(name, value)
  local expected = types[name]
  if not expected then
    return ("temple: unknown option `%s`"):format(name)
  elseif type(value) ~= expected then
    return ("temple: the option `%s` must be a %s, not a %s"):format(name, expected, type(value))
  end
end

---@type table<string, boolean> problems that were reported
local warned = {}

---@param message string
local function tell_once(message)
  if not warned[message] then
    warned[message] = true
    tell.error(message)
  end
end

--- Returns the options, with the default for each invalid one.
---@return temple.Options
function M.get()
  local chosen = vim.g.temple or {}
  if type(chosen) ~= "table" then
    tell_once(("temple: `vim.g.temple` must be a table, not a %s"):format(type(chosen)))
    return defaults
  end
  local options = vim.deepcopy(defaults)
  for name, value in pairs(chosen) do
    local wrong = problem(name, value)
    if wrong then
      tell_once(wrong)
    else
      options[name] = value
    end
  end
  return options
end

---@param options temple.Options
function M.set(options)
  for name, value in pairs(options) do
    local wrong = problem(name, value)
    if wrong then
      error(wrong, 0)
    end
  end
  vim.g.temple = vim.tbl_extend("force", vim.g.temple or {}, options)
end

return M
