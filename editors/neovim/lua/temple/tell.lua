--- What the user is told.

local M = {}

--- Says that something cannot be done. Scheduled, since an error that is shown while a command or an
--- autocommand runs makes it fail, with a stack trace around the message.
---@param message string
function M.error(message)
  vim.schedule(function()
    vim.notify(message, vim.log.levels.ERROR)
  end)
end

---@param message string
function M.info(message)
  vim.notify(message, vim.log.levels.INFO)
end

return M
