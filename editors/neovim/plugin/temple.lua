if vim.g.loaded_temple then
  return
end
vim.g.loaded_temple = 1

local group = vim.api.nvim_create_augroup("temple", {})

---@param event string|string[]
---@param pattern string
---@param callback fun(event: { buf: integer, match: string, data: any })
local function on(event, pattern, callback)
  vim.api.nvim_create_autocmd(event, { group = group, pattern = pattern, callback = callback })
end

on("FileType", "temple", function(event)
  require("temple.client").attach(event.buf)
end)

on({ "BufReadPost", "LspAttach" }, "*.temple,*.templefile", function(event)
  require("temple.preview").refresh(event.buf)
end)

on("LspAttach", "*", function(event)
  local client = vim.lsp.get_client_by_id(event.data.client_id)
  if client and client.name == require("temple.client").name then
    require("temple.protocol").check(client)
  end
end)

on("BufReadCmd", "temple-manifest://*", function(event)
  require("temple.document").read(event.buf)
end)

on("BufWinEnter", "temple-manifest://*", function(event)
  vim.b[event.buf].temple_shown = true
end)

on("BufWinLeave", "temple-manifest://*", function(event)
  vim.b[event.buf].temple_shown = false
end)

on("BufReadCmd", "temple-view://*", function(event)
  require("temple.view").reload(event.buf)
end)

on("BufWinEnter", "temple-*://*", function(event)
  require("temple.banner").draw(event.buf)
end)

---@param name string
---@param nargs string|integer
---@param description string
---@param run fun(args: table)
---@param options? table
local function command(name, nargs, description, run, options)
  options = vim.tbl_extend("force", { nargs = nargs, desc = description }, options or {})
  vim.api.nvim_create_user_command(name, run, options)
end

command("TemplePreview", "?", "Show the files generated from this Templefile", function(args)
  require("temple.preview").open({ target = args.fargs[1], mods = args.smods })
end)

command("TemplePlan", "?", "Show what generating into a folder would change", function(args)
  require("temple.plan").open({ folder = args.fargs[1], mods = args.smods })
end, { complete = "dir" })

command("TempleGraph", "?", "Show the graph of this Templefile's system as text", function(args)
  require("temple.graph").open({ format = args.fargs[1], mods = args.smods })
end, {
  complete = function(lead)
    return require("temple.graph").complete(lead)
  end,
})

command("TempleOrigin", 0, "Go to the origin of this line of a generated file", function()
  require("temple.reveal").origin()
end)

command("TempleManifests", 0, "List the lines generated from the cursor or the selection", function(args)
  require("temple.reveal").manifests(args.range > 0 and { args.line1, args.line2 } or nil)
end, { range = true })

command("TempleInstallParser", 0, "Compile the tree-sitter parser for Templefiles", function()
  require("temple.parser").install()
end)
