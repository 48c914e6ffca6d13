--- The graph of a Templefile's system, as text that other programs draw.

local templefile = require("temple.templefile")
local view = require("temple.view")

local M = {}

local formats = { "mermaid", "dot", "svg", "json" }

---@param lead string
---@return string[]
function M.complete(lead)
  return vim.tbl_filter(function(format)
    return vim.startswith(format, lead)
  end, formats)
end

---@param answer table
---@return string
local function text(answer)
  return answer.text or vim.json.encode(answer)
end

---@param of temple.View
---@param answer table
---@return temple.Page
local function page(of, answer)
  local rows = vim.tbl_map(function(line)
    return { text = line }
  end, require("temple.lines").split(text(answer)))
  return { title = ("%s as %s"):format(templefile.label(of.source), answer.format), rows = rows }
end

--- Draws again while a Templefile is edited, since the server sends no notification about graphs.
---@param of temple.View
local function follow(of)
  vim.api.nvim_create_autocmd({ "TextChanged", "InsertLeave", "BufReadPost" }, {
    buffer = of.source,
    callback = function()
      if view.of(of.buf) ~= of then
        return true
      end
      view.reload(of.buf)
    end,
  })
end

---@param options { format?: string, mods?: table }
function M.open(options)
  local source = templefile.current()
  if not source then
    return
  end
  local format = options.format or formats[1]
  local of = {
    kind = "graph",
    key = format,
    filetype = format,
    source = source,
    mods = options.mods,
    request = {
      method = "temple/graph",
      params = function()
        return { textDocument = { uri = vim.uri_from_bufnr(source) }, format = format }
      end,
    },
    page = page,
  }
  view.open(of)
  follow(of)
end

return M
