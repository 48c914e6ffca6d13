--- How far a line is indented while it is written: one step for each bracket that is open.

local M = {}

---@param line string
---@return string code the line without the comment at its end
local function code(line)
  return (line:gsub("//.*$", ""))
end

---@param lnum integer counts from 1
---@return integer columns
function M.of(lnum)
  local previous = vim.fn.prevnonblank(lnum - 1)
  if previous == 0 then
    return 0
  end
  local columns = vim.fn.indent(previous)
  if code(vim.fn.getline(previous)):find("[{%[(]%s*$") then
    columns = columns + vim.fn.shiftwidth()
  end
  if vim.fn.getline(lnum):find("^%s*[}%])]") then
    columns = columns - vim.fn.shiftwidth()
  end
  return math.max(columns, 0)
end

return M
