--- The report of `:checkhealth temple`.

local compat = require("temple.compat")

local M = {}

local health = vim.health
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local report = health.error or health.report_error
local info = health.info or health.report_info

local function program()
  start("temple-lsp: program")
  local server = require("temple.server")
  local command = server.command()
  if not command then
    return report(server.missing())
  end
  ok("found at " .. vim.fn.exepath(command[1]))
  local version = vim.trim(vim.fn.system({ command[1], "--version" }))
  if vim.v.shell_error == 0 and version:find("^temple%-lsp ") then
    ok(version)
  else
    report(("`%s --version` failed: %s"):format(command[1], version))
  end
end

local function clients()
  start("temple-lsp: server")
  local running = compat.clients({ name = require("temple.client").name })
  if #running == 0 then
    warn("not running. It starts when a Templefile is opened")
  end
  for _, client in ipairs(running) do
    ok(("running (client %d), root folder: %s"):format(client.id, client.config.root_dir or "none"))
    local mismatch = require("temple.protocol").mismatch(client)
    if mismatch then
      report(mismatch)
    end
  end
  info("log: " .. require("vim.lsp.log").get_filename())
end

local function parser()
  start("temple-lsp: tree-sitter parser")
  if require("temple.parser").found() then
    ok("found")
  else
    info("not found: highlighting comes from the server only. Compile it with :TempleInstallParser")
  end
end

function M.check()
  start("temple-lsp: Neovim")
  if vim.fn.has("nvim-0.9") == 1 then
    ok(tostring(vim.version()))
  else
    report("Neovim 0.9 or newer is required")
  end
  program()
  clients()
  parser()
end

return M
