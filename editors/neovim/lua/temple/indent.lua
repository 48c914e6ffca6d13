--- How far a line is indented while it is written: one step for each bracket that is open.

local M = {}

---@param line string
---@return string code the line without the comment at its end
local function code(line)
  return (line:gsub("//.*$", ""))
end

--- Whether a line goes on with a comment of several lines, whose asterisks are drawn as their author likes.
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
