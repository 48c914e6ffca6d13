--- Selects the text that files are generated from while a Templefile has errors: the last valid one, or the valid
--- parts of the current one if the user has chosen them.

local M = {}

---@class temple.Answer the common part of the server's results for previews, plans and generated files
---@field complete? boolean `false` while the current text has errors
---@field source? "current"|"lastValid"

---@type table<integer, boolean> buffers of Templefiles whose valid parts are shown
local valid_parts = {}

--- Returns the member `source` of a request.
---@param buf integer a Templefile
---@return "current"? source `nil` for the server's default
function M.of(buf)
  return valid_parts[buf] and "current" or nil
end

--- Sets whether the valid parts of a Templefile are shown.
---@param buf integer
---@param chosen boolean
function M.show_valid_parts(buf, chosen)
  valid_parts[buf] = chosen or nil
end

--- Handles a result: the choice ends when the errors are fixed.
---@param buf integer a Templefile
---@param answer temple.Answer
function M.answered(buf, answer)
  if answer.complete then
    valid_parts[buf] = nil
  end
end

--- Returns a warning that says which text is shown.
---@param answer temple.Answer
---@param name string of the Templefile
---@return string? warning `nil` if the current text has no errors
---@return string? short the same for a narrow window
function M.warning(answer, name)
  if answer.complete ~= false then
    return nil
  end
  local shown = answer.source == "lastValid" and "last valid files" or "valid parts only"
  local the = answer.source == "lastValid" and "the " or ""
  return ("Showing %s%s: %s has errors."):format(the, shown, name), ("%s: %s has errors"):format(shown, name)
end

return M
