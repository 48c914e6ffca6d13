--- Finds the Templefile of a buffer.

local tell = require("temple.tell")

local M = {}

---@class temple.Address the parts of the name of a generated document
---@field templefile string the URI of the Templefile
---@field path string the path of the generated file

--- Parses the name of a generated document, as described in `docs/protocol.md`.
---@param name string
---@return temple.Address?
function M.parse(name)
  local templefile, path = name:match("^temple%-manifest://[^/]*/([^/]*)/(.*)$")
  if not path then
    return nil
  end
  templefile = templefile:gsub("~(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end)
  return { templefile = templefile, path = path }
end

--- Returns the name of a document that is generated for the provider of the settings or the Templefile.
---@param templefile string the URI of the Templefile
---@param path string the path of the generated file
---@return string
function M.address(templefile, path)
  local escaped = templefile:gsub("[^%w%-_.]", function(char)
    return ("~%02X"):format(char:byte())
  end)
  return ("temple-manifest://auto/%s/%s"):format(escaped:gsub("^%.", "~2E"), path)
end

---@param uri string the URI of a Templefile
---@return integer buf its loaded buffer
function M.buffer(uri)
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) and vim.bo[buf].filetype == "temple" and vim.uri_from_bufnr(buf) == uri then
      return buf
    end
  end
  local buf = vim.uri_to_bufnr(uri)
  vim.fn.bufload(buf)
  return buf
end

--- Returns the Templefile for a command: the current buffer, or the one that it was generated from.
---@return integer? buf `nil` if there is none, which is reported
function M.current()
  local buf = vim.api.nvim_get_current_buf()
  if vim.bo[buf].filetype == "temple" then
    return buf
  end
  local address = M.parse(vim.api.nvim_buf_get_name(buf))
  if address then
    return M.buffer(address.templefile)
  end
  local view = require("temple.view").of(buf)
  if view then
    return view.source
  end
  tell.error("This is neither a Templefile nor generated from one.")
end

---@param buf integer
---@return string name the displayed name
function M.label(buf)
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buf))
  return name == "" and "Templefile" or name
end

return M
