--- Generated files as buffers named `temple-manifest://…`, which follow the Templefile.

local banner = require("temple.banner")
local client = require("temple.client")
local lines = require("temple.lines")
local source = require("temple.source")
local tell = require("temple.tell")
local templefile = require("temple.templefile")

local M = {}

---@type table<integer, integer> the number of requests of each buffer; only the last result counts
local asked = {}

---@class temple.Content: temple.Answer
---@field text string a comment, without `complete`, if the file does not exist

---@param buf integer
---@param content temple.Content
---@param address temple.Address
---@param of integer the buffer of the Templefile
local function show(buf, content, address, of)
  local name = templefile.label(of)
  source.answered(of, content)
  lines.replace(buf, lines.split(content.text))
  local _, warning = source.warning(content, name)
  if content.complete == nil then
    warning = ("not generated from %s"):format(name)
  end
  banner.set(buf, warning and address.path or ("%s ← %s"):format(address.path, name), warning)
end

--- Requests the text of a document.
---@param buf integer
---@param address temple.Address of the document
---@param done? fun()
local function fetch(buf, address, done)
  done = done or function() end
  local turn = (asked[buf] or 0) + 1
  asked[buf] = turn
  local of = templefile.buffer(address.templefile)
  local params = { uri = vim.api.nvim_buf_get_name(buf), source = source.of(of) }
  client.ask(of, "workspace/textDocumentContent", params, function(content)
    if asked[buf] == turn and vim.api.nvim_buf_is_loaded(buf) then
      show(buf, content, address, of)
    end
    done()
  end, done)
end

---@param buf integer
---@param address temple.Address
local function set_filetype(buf, address)
  local filetype = vim.filetype.match({ buf = buf, filename = vim.fs.basename(address.path) })
  if filetype and filetype ~= vim.bo[buf].filetype then
    vim.bo[buf].filetype = filetype
  end
end

--- Reads a document, for `:edit`. Waits for the text, so that the caller can go to a line.
--- Reading a visible document again shows the valid parts of a text with errors.
---@param buf integer
function M.read(buf)
  lines.lock(buf)
  vim.keymap.set("n", "gd", "<Cmd>TempleOrigin<CR>", { buffer = buf, desc = "Go to the origin of this line" })
  local name = vim.api.nvim_buf_get_name(buf)
  local address = templefile.parse(name)
  if not address then
    return tell.error(("`%s` is not the name of a generated file."):format(name))
  end
  local of = templefile.buffer(address.templefile)
  local before = source.of(of)
  if vim.b[buf].temple_shown then
    source.show_valid_parts(of, true)
  end
  local done = false
  fetch(buf, address, function()
    set_filetype(buf, address)
    done = true
  end)
  tell.wait(2000, function()
    return done
  end, 5)
  if source.of(of) ~= before then
    require("temple.preview").refresh(of)
  end
end

---@param test fun(name: string, address: temple.Address): boolean
local function refresh_where(test)
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local name = vim.api.nvim_buf_get_name(buf)
    local address = templefile.parse(name)
    if address and vim.api.nvim_buf_is_loaded(buf) and test(name, address) then
      fetch(buf, address)
    end
  end
end

--- Reads a document again after a change of its Templefile.
---@param uri string the name of the document
function M.refresh(uri)
  refresh_where(function(name)
    return name == uri
  end)
end

--- Reads all documents of a Templefile again.
---@param uri string of the Templefile
function M.refresh_all(uri)
  refresh_where(function(_, address)
    return address.templefile == uri
  end)
end

return M
