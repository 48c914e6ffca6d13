--- Navigation between generated lines and their origins in the Templefile.

local client = require("temple.client")
local locations = require("temple.locations")
local source = require("temple.source")
local tell = require("temple.tell")
local templefile = require("temple.templefile")

local M = {}

---@param origins table[]
---@param buf integer the Templefile
---@param from vim.lsp.Client
local function go(origins, buf, from)
  local ranges = vim.tbl_filter(function(origin)
    return origin.range ~= nil
  end, origins)
  if #ranges == 0 then
    local reason = origins[1] and origins[1].reason or "the line does not exist"
    return tell.info(("This line has no origin in the Templefile: %s."):format(reason))
  end
  if #ranges > 1 then
    local win = vim.api.nvim_get_current_win()
    locations.list("Origins", vim.lsp.util.locations_to_items(ranges, from.offset_encoding))
    vim.api.nvim_set_current_win(win)
  end
  locations.jump(buf, ranges[1].range, from)
end

--- Goes from a line of a generated file to its origin in the Templefile. Several origins are also listed.
function M.origin()
  local name = vim.api.nvim_buf_get_name(0)
  local address = templefile.parse(name)
  if not address then
    return tell.error("This is not a generated file. Open one with :TemplePreview.")
  end
  local buf = templefile.buffer(address.templefile)
  local params = { uri = name, line = vim.api.nvim_win_get_cursor(0)[1] - 1, source = source.of(buf) }
  client.ask(buf, "temple/reveal", params, function(origins, from)
    go(origins, buf, from)
  end)
end

---@param preview table
---@return table<string, string[]> lines of the generated files by URI
local function texts(preview)
  local result = {}
  for _, file in ipairs(preview.files) do
    result[file.uri] = require("temple.lines").split(file.text)
  end
  return result
end

---@param found table[] ranges of generated lines
---@param text table<string, string[]>
local function list(found, text)
  if #found == 0 then
    return tell.info("No lines are generated from the text at the cursor.")
  end
  local items = {}
  for _, location in ipairs(found) do
    local first, last = location.lines[1] + 1, location.lines[2] + 1
    local line = text[location.uri] and text[location.uri][first] or ""
    table.insert(items, { filename = location.uri, lnum = first, end_lnum = last, col = 1, text = vim.trim(line) })
  end
  locations.list("Generated lines", items)
end

---@param buf integer
---@param lines? integer[] the first and the last line, from 1; by default the cursor
---@param of vim.lsp.Client
---@return table
local function params(buf, lines, of)
  local result = { textDocument = { uri = vim.uri_from_bufnr(buf) }, source = source.of(buf) }
  if lines then
    result.range = vim.lsp.util.make_given_range_params(
      { lines[1], 0 },
      { lines[2], math.max(#vim.fn.getline(lines[2]) - 1, 0) },
      buf,
      of.offset_encoding
    ).range
  else
    result.position = vim.lsp.util.make_position_params(0, of.offset_encoding).position
  end
  return result
end

--- Lists the lines that are generated from the cursor or from a range of lines of the Templefile.
---@param lines? integer[]
function M.manifests(lines)
  local buf = vim.api.nvim_get_current_buf()
  if vim.bo[buf].filetype ~= "temple" then
    return tell.error("This is not a Templefile. Go to it with :TempleOrigin.")
  end
  local of = client.of(buf)
  local position = of and params(buf, lines, of) or {}
  client.ask(buf, "temple/reveal", position, function(found)
    local params_of_texts = { textDocument = position.textDocument, source = position.source }
    client.ask(buf, "temple/previewManifests", params_of_texts, function(preview)
      list(found, texts(preview))
      -- The server assumes that the tree has these files now.
      require("temple.preview").changed(position.textDocument.uri)
    end)
  end)
end

return M
