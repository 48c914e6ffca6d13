--- What the user is told.

local M = {}

--- How many waits are under way, one within another.
local waits = 0

---@type string[] what is to be told after them
local held = {}

--- Says that something cannot be done. Scheduled, since an error that is shown while a command or an
--- autocommand runs makes it fail, with a stack trace around the message.
---@param message string
function M.error(message)
  vim.schedule(function()
    if waits > 0 then
      table.insert(held, message)
    else
      vim.notify(message, vim.log.levels.ERROR)
    end
  end)
end

--- Waits as `vim.wait` does. What goes wrong elsewhere meanwhile is told afterwards, so that whoever waits
--- does not fail.
---@param limit integer milliseconds
---@param test fun(): boolean
---@param interval integer milliseconds
function M.wait(limit, test, interval)
  waits = waits + 1
  local ok, problem = pcall(vim.wait, limit, test, interval)
  waits = waits - 1
  if waits == 0 then
    local messages = held
    held = {}
    vim.tbl_map(M.error, messages)
  end
  if not ok then
    error(problem, 0)
  end
end

---@param message string
function M.info(message)
  vim.notify(message, vim.log.levels.INFO)
end

return M
