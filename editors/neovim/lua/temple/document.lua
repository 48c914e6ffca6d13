--- Generated files as documents, named `temple-manifest://…`, that follow the Templefile.

local banner = require("temple.banner")
local client = require("temple.client")
local lines = require("temple.lines")
local tell = require("temple.tell")
local templefile = require("temple.templefile")

local M = {}

---@type table<integer, boolean> buffers that show a file of which nothing is missing
local whole = {}

---@type table<integer, integer> how often each buffer has asked; only the last answer counts
local asked = {}

---@class temple.Content
---@field text string
---@field complete? boolean absent where there is no such file

---@param content temple.Content
---@param kept boolean whether an older text stays
---@param source string the name of the Templefile
---@return string? warning short, since a window may be narrow
local function warning(content, kept, source)
  if content.complete then
    return nil
  elseif content.complete == nil then
    return ("not made by %s%s"):format(source, kept and " any more" or "")
  end
  return ("%s: %s has errors"):format(kept and "old" or "incomplete", source)
end

---@param buf integer
---@param content temple.Content
---@param reload boolean whether the user wants to see what there is now, whole or not
local function show(buf, content, reload)
  local kept = whole[buf] and not content.complete and not reload
  local address = assert(templefile.parse(vim.api.nvim_buf_get_name(buf)))
  local source = templefile.label(templefile.buffer(address.templefile))
  if not kept then
    lines.replace(buf, lines.split(content.text))
    whole[buf] = content.complete or false
  end
  local problem = warning(content, kept, source)
  banner.set(buf, problem and address.path or ("%s ← %s"):format(address.path, source), problem)
end

--- Asks for the text of a document.
---@param buf integer
---@param reload boolean
---@param done? fun()
local function fetch(buf, reload, done)
  done = done or function() end
  local name = vim.api.nvim_buf_get_name(buf)
  local address = templefile.parse(name)
  if not address then
    tell.error(("`%s` is not the name of a generated file."):format(name))
    return done()
  end
  local turn = (asked[buf] or 0) + 1
  asked[buf] = turn
  local source = templefile.buffer(address.templefile)
  client.ask(source, "workspace/textDocumentContent", { uri = name }, function(content)
    if asked[buf] == turn and vim.api.nvim_buf_is_loaded(buf) then
      show(buf, content, reload)
    end
    done()
  end, done)
end

---@param buf integer
local function set_filetype(buf)
  local address = templefile.parse(vim.api.nvim_buf_get_name(buf))
  local filetype = address and vim.filetype.match({ buf = buf, filename = vim.fs.basename(address.path) })
  if filetype and filetype ~= vim.bo[buf].filetype then
    vim.bo[buf].filetype = filetype
  end
end

--- Reads a document, as `:edit` does. Returns with the text there, so that whoever opened it can go to a line.
---@param buf integer
function M.read(buf)
  lines.lock(buf)
  vim.keymap.set("n", "gd", "<Cmd>TempleOrigin<CR>", { buffer = buf, desc = "Go to where this line comes from" })
  local done = false
  fetch(buf, true, function()
    set_filetype(buf)
    done = true
  end)
  tell.wait(2000, function()
    return done
  end, 5)
end

---@param test fun(name: string): boolean
local function refresh_where(test)
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) and test(vim.api.nvim_buf_get_name(buf)) then
      fetch(buf, false)
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
  refresh_where(function(name)
    local address = templefile.parse(name)
    return address ~= nil and address.templefile == uri
  end)
end

return M
