--- Messages to the user.

local M = {}

--- The number of nested waits in progress.
local waits = 0

---@type string[] messages to show after them
local held = {}

--- Shows an error. It is scheduled, since an error that is shown while a command or an
--- autocommand runs makes it fail with a stack trace.
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

--- Waits like `vim.wait`. Errors that occur meanwhile are shown afterwards, so that the caller
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
