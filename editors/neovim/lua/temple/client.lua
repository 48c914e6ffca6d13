--- The connection to the server: starts it and sends requests.

local compat = require("temple.compat")
local protocol = require("temple.protocol")
local server = require("temple.server")
local tell = require("temple.tell")

local M = {}

M.name = "temple_lsp"

M.stopped = "temple-lsp is not running. Start it with `:set filetype=temple` in a Templefile; "
  .. "see also :checkhealth temple"

---@return table
local function settings()
  local chosen = require("temple.options").get().settings
  -- An empty Lua table would be sent as a list.
  return next(chosen) and chosen or vim.empty_dict()
end

--- Returns the configuration of the client for `vim.lsp.config` and `vim.lsp.start`.
---@return table
function M.config()
  return {
    cmd = server.command() or { "temple-lsp", "--stdio" },
    filetypes = { "temple" },
    root_markers = { ".git" },
    settings = { temple = settings() },
    capabilities = {
      workspace = { textDocumentContent = { dynamicRegistration = true } },
      experimental = { temple = { version = protocol.version, commands = { "temple.showReferences" } } },
    },
    commands = {
      ["temple.showReferences"] = function(command, context)
        require("temple.locations").references(command.arguments[3], context.client_id)
      end,
      ["temple.previewManifests"] = function(command)
        local params = command.arguments[1]
        require("temple.preview").open({
          source = vim.uri_to_bufnr(params.textDocument.uri),
          target = params.target,
        })
      end,
    },
    handlers = {
      ["temple/manifestsChanged"] = function(_, params)
        require("temple.preview").changed(params.uri)
      end,
      ["workspace/textDocumentContent/refresh"] = function(_, params)
        require("temple.document").refresh(params.uri)
        return vim.NIL
      end,
    },
  }
end

---@return boolean configured true if the user has set a program with `vim.lsp.config`
local function configured()
  local cmd = vim.lsp.config and vim.lsp.config[M.name].cmd
  return type(cmd) == "function" or type(cmd) == "table" and vim.fn.executable(cmd[1]) == 1
end

local has_warned = false

--- The time of the last start of the server for each buffer, in seconds.
---@type table<integer, integer>
local started = {}

--- The maximum start-up time of the server, in seconds.
local start_up = 3

---@return boolean found true if there is a server; reports the first time that there is none
local function found()
  if server.command() or configured() then
    return true
  end
  if not has_warned then
    has_warned = true
    tell.error(server.missing())
  end
  return false
end

--- Starts the server for a Templefile, unless it is already running or `autostart` is off.
---@param buf integer
function M.attach(buf)
  if not require("temple.options").get().autostart or not found() then
    return
  end
  started[buf] = os.time()
  if vim.lsp.enable then
    if not compat.is_enabled(M.name) then
      vim.lsp.enable(M.name)
    end
  elseif vim.bo[buf].buftype == "" then
    local config = M.config()
    config.name = M.name
    -- Newer versions add their own capabilities to these.
    config.capabilities = vim.tbl_deep_extend("force", vim.lsp.protocol.make_client_capabilities(), config.capabilities)
    config.root_dir = compat.root(buf, config.root_markers)
    vim.lsp.start(config, { bufnr = buf })
  end
end

--- Returns the client of a Templefile. Waits for one that is starting.
---@param buf integer
---@return vim.lsp.Client? client
function M.of(buf)
  -- A closed Templefile is read again.
  vim.fn.bufload(buf)
  local client
  local function ready()
    client = compat.clients({ bufnr = buf, name = M.name })[1]
    return client ~= nil
  end
  if not ready() and os.time() - (started[buf] or 0) <= start_up then
    tell.wait(start_up * 1000, ready, 10)
  end
  return client
end

--- Sends a request to the server and passes its result on. Errors are shown to the user.
---@param buf integer a Templefile
---@param method string
---@param params table
---@param answered fun(result: any, client: vim.lsp.Client)
---@param failed? fun()
function M.ask(buf, method, params, answered, failed)
  failed = failed or function() end
  local client = M.of(buf)
  if not client then
    local reason = server.command() and M.stopped or server.missing()
    tell.error(reason)
    return failed()
  end
  local mismatch = protocol.mismatch(client)
  if mismatch then
    tell.error(mismatch)
    return failed()
  end
  compat.request(client, method, params, function(problem, result)
    if problem then
      tell.error("temple-lsp: " .. problem.message)
      failed()
    elseif result ~= nil then
      answered(result, client)
    end
  end, buf)
end

return M
