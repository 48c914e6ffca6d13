--- Functions that work in every version of Neovim since 0.9.

local M = {}

local is_object = vim.fn.has("nvim-0.11") == 1

---@param filter { bufnr?: integer, name?: string }
---@return vim.lsp.Client[]
function M.clients(filter)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return vim.tbl_filter(function(client)
    return client.initialized
  end, get(filter))
end

---@param client vim.lsp.Client
---@param method string
---@param params table
---@param handler fun(problem: table?, result: any)
---@param buf integer
function M.request(client, method, params, handler, buf)
  if is_object then
    client:request(method, params, handler, buf)
  else
    client.request(method, params, handler, buf)
  end
end

--- Converts an offset in code units to a byte offset in a line.
---@param line string
---@param units integer
---@param encoding string
---@return integer
function M.byte(line, units, encoding)
  if encoding == "utf-8" then
    return units
  end
  return vim.str_byteindex(line, units, encoding == "utf-16")
end

--- Converts a byte offset in a line to code units.
---@param line string
---@param byte integer
---@param encoding string
---@return integer
function M.units(line, byte, encoding)
  if encoding == "utf-8" then
    return byte
  end
  local utf32, utf16 = vim.str_utfindex(line, byte)
  return encoding == "utf-16" and utf16 or utf32
end

---@param name string
---@return boolean
function M.is_enabled(name)
  if vim.lsp.is_enabled then
    return vim.lsp.is_enabled(name)
  end
  return vim.lsp._enabled_configs ~= nil and vim.lsp._enabled_configs[name] ~= nil
end

---@param buf integer
---@param markers string[]
---@return string? folder
function M.root(buf, markers)
  local found = vim.fs.find(markers, { upward = true, path = vim.fs.dirname(vim.api.nvim_buf_get_name(buf)) })
  return found[1] and vim.fs.dirname(found[1])
end

---@param a string
---@param b string
---@return integer[][] hunks as returned by `vim.diff` with `result_type = "indices"`
function M.hunks(a, b)
  local diff = vim.text and vim.text.diff or vim.diff
  return diff(a, b, { result_type = "indices" })
end

return M
