--- What the user has set in `vim.g.temple` or by `setup`.

---@class temple.Options
---@field cmd? string[] the command that starts the server; by default, `temple-lsp` is looked for
---@field settings? table what the server calls `temple.…`, for example `{ preview = { target = "…" } }`
---@field autostart? boolean whether the server starts with the first Templefile
---@field folds? boolean whether Templefiles are folded by their blocks

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
    return ("temple: there is no option `%s`"):format(name)
  elseif type(value) ~= expected then
    return ("temple: the option `%s` is a %s, not a %s"):format(name, expected, type(value))
  end
end

---@type table<string, boolean> problems that the user has been told
local told = {}

---@param message string
local function tell_once(message)
  if not told[message] then
    told[message] = true
    tell.error(message)
  end
end

--- The options, with the default in the place of each that is wrong.
---@return temple.Options
function M.get()
  local chosen = vim.g.temple or {}
  if type(chosen) ~= "table" then
    tell_once(("temple: `vim.g.temple` is a table, not a %s"):format(type(chosen)))
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
