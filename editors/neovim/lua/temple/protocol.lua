--- The version of the requests whose names start with `temple/`, which must be the same in plugin and server.

local M = {}

--- The version of this plugin.
M.version = 2

---@param client vim.lsp.Client
---@return integer version of the server; servers that announce none have version 1
local function spoken(client)
  local version = vim.tbl_get(client.server_capabilities or {}, "experimental", "temple", "version")
  return type(version) == "number" and version or 1
end

--- Returns the reason why the server cannot be asked for generated files.
---@param client vim.lsp.Client
---@return string? message `nil` if the versions are the same
function M.mismatch(client)
  local version = spoken(client)
  if version == M.version then
    return nil
  end
  local release = vim.tbl_get(client, "server_info", "version")
  return ("temple-lsp%s uses version %d of the temple protocol; this plugin needs version %d. Update %s."):format(
    type(release) == "string" and " " .. release or "",
    version,
    M.version,
    version < M.version and "temple-lsp" or "the plugin"
  )
end

---@type table<integer, boolean> clients that were checked
local checked = {}

--- Reports a server with another version once.
---@param client vim.lsp.Client
function M.check(client)
  if checked[client.id] then
    return
  end
  checked[client.id] = true
  local message = M.mismatch(client)
  if message then
    require("temple.tell").error(message)
  end
end

return M
