--- The text of buffers that only the plugin changes.

local compat = require("temple.compat")

local M = {}

---@param text string
---@return string[] lines
function M.split(text)
  return vim.split((text:gsub("\n$", "")), "\n", { plain = true })
end

--- Makes a buffer read-only, without a file, and kept when hidden.
---@param buf integer
function M.lock(buf)
  vim.bo[buf].buftype = "nowrite"
  vim.bo[buf].swapfile = false
  vim.bo[buf].undolevels = -1
  vim.bo[buf].modifiable = false
end

--- Replaces the text of a buffer. Only lines that differ are changed, so that cursors, scrolling,
--- folds and marks stay in place.
---@param buf integer
---@param new string[]
function M.replace(buf, new)
  local old = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  local hunks = compat.hunks(table.concat(old, "\n") .. "\n", table.concat(new, "\n") .. "\n")
  vim.bo[buf].modifiable = true
  for i = #hunks, 1, -1 do
    local start, count, new_start, new_count = unpack(hunks[i])
    -- A hunk without old lines has the number of the line before it.
    local first = count == 0 and start or start - 1
    local lines = vim.list_slice(new, new_start, new_start + new_count - 1)
    vim.api.nvim_buf_set_lines(buf, first, first + count, false, lines)
  end
  vim.bo[buf].modifiable = false
  vim.bo[buf].modified = false
end

return M
