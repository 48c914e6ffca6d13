--- Indents lines while they are written: one step for each open bracket.

local M = {}

---@param line string
---@return string code the line without a trailing comment
local function code(line)
  return (line:gsub("//.*$", ""))
end

--- Returns true if a line continues a block comment, whose indentation is left to its author.
---@param lnum integer
---@return boolean
local function in_comment(lnum)
  return vim.fn.getline(lnum):find("^%s*%*") ~= nil
end

---@param lnum integer counts from 1
---@return integer columns, or -1 to keep the line as it is
function M.of(lnum)
  if in_comment(lnum) then
    return -1
  end
  local previous = vim.fn.prevnonblank(lnum - 1)
  while in_comment(previous) do
    previous = vim.fn.prevnonblank(previous - 1)
  end
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
