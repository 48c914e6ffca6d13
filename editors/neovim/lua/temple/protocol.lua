--- The version of the requests whose names start with `temple/`, which plugin and server have to share.

local M = {}

--- The version that this plugin speaks.
M.version = 2

---@param client vim.lsp.Client
---@return integer version that the server speaks; servers older than the numbers speak the first
local function spoken(client)
  local version = vim.tbl_get(client.server_capabilities or {}, "experimental", "temple", "version")
  return type(version) == "number" and version or 1
end

--- Explains why the server cannot be asked for generated files.
---@param client vim.lsp.Client
---@return string? message `nil` if plugin and server fit
function M.mismatch(client)
  local version = spoken(client)
  if version == M.version then
    return nil
  end
  local release = vim.tbl_get(client, "server_info", "version")
  return ("temple-lsp%s speaks version %d of the temple protocol, this plugin needs version %d. Update %s."):format(
    type(release) == "string" and " " .. release or "",
    version,
    M.version,
    version < M.version and "temple-lsp" or "the plugin"
  )
end

---@type table<integer, boolean> clients that were checked
local checked = {}

--- Tells the user once of a server that does not fit.
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
