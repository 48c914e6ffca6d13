--- The generated files, which follow changes of the Templefile.

local cases = {}

---@param name string
---@param test fun(editor: Editor)
local function case(name, test)
  table.insert(cases, { name = name, test = test })
end

--- Corrects the Templefile without saving it.
---@param editor Editor
local function mend(editor)
  editor:go("strin(")
  editor:type("cwstring<Esc>")
  editor:expect("no errors", [[return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) == 0]])
end

--- Opens the preview of the corrected Templefile, and one of its generated files.
---@param editor Editor
---@param file string
local function preview(editor, file)
  editor:open()
  mend(editor)
  editor:command("TemplePreview")
  editor:expect("the tree", [[return vim.bo.filetype == "temple-preview"]])
  editor:go(file)
  editor:type("<CR>")
  editor:expect(
    "the file",
    [[
    return vim.api.nvim_buf_get_name(0):find("^temple%-manifest://") and vim.fn.getline(1) ~= ""
  ]]
  )
end

--- Goes to the window with the Templefile.
---@param editor Editor
local function back(editor)
  editor:command("execute bufwinnr('shop.temple$') 'wincmd w'")
  editor:expect("the Templefile", [[return vim.bo.filetype == "temple"]])
end

case("the preview lists the generated files by folder, with notes", function(editor)
  editor:open()
  editor:command("TemplePreview")
  editor:expect("the tree", [[return vim.bo.filetype == "temple-preview"]])
  editor:expect_text("deploy.sh\ndocker-compose.yml\napi/\n  shop.openapi.yaml\n")
  editor:expect_text("W deploy.sh:11  ")
  editor:expect_shown("shop.temple → dockerCompose")
  editor:expect_text("Showing valid parts only: shop.temple has errors.\n")
end)

case("a provider can be named, and a wrong one is refused", function(editor)
  editor:open()
  editor:command("TemplePreview kubernetes")
  editor:expect_shown("shop.temple → kubernetes")
  editor:type("<CR>")
  editor:expect(
    "a generated file",
    [[
    return vim.startswith(vim.api.nvim_buf_get_name(0), "temple-manifest://kubernetes/")
  ]]
  )
  editor:command("TemplePreview swarm")
  editor:expect_message("unknown provider `swarm`")
end)

case("an error elsewhere is reported without hiding a generated file that is being read", function(editor)
  preview(editor, "docker-compose.yml")
  editor:lua([[
    require("temple.tell").error("a mistake elsewhere")
    vim.cmd.edit()
  ]])
  editor:expect_text("version: '3'")
  editor:expect_message("a mistake elsewhere")
end)

case("a generated file opens beside the Templefile, read-only and in its own language", function(editor)
  preview(editor, "docker-compose.yml")
  editor:expect_text("version: '3'")
  local options = editor:lua("return { vim.bo.filetype, vim.bo.modifiable, vim.bo.buftype, #vim.api.nvim_list_wins() }")
  assert(vim.deep_equal({ "yaml", false, "nowrite", 3 }, options), vim.inspect(options))
  editor:command("wincmd p")
  editor:go("init.sql")
  editor:type("<CR>")
  editor:expect("SQL in the same window", [[return vim.bo.filetype == "sql" and #vim.api.nvim_list_wins() == 3]])
end)

case("the preview follows what is typed, saved or not", function(editor)
  preview(editor, "docker-compose.yml")
  back(editor)
  editor:go("Order: service")
  editor:type("OBook: service {}<Esc>")
  editor:expect_shown("  book:")
  editor:expect_shown("book-db/\n  init.sql")
  assert(editor.read_file(editor.file):find("strin(", 1, true), "the file on disk has changed")
end)

case("cursor and scrolling stay at their line while the text above changes", function(editor)
  preview(editor, "docker-compose.yml")
  editor:command("$")
  local line, row = unpack(editor:lua("return { vim.fn.getline('.'), vim.fn.winline() }"))
  local window = editor:lua("return vim.api.nvim_get_current_win()")
  back(editor)
  editor:go("Customer: service")
  editor:type("OBook: service {}<CR><Esc>")
  editor:expect_shown("  book:")
  local now = editor:lua(
    [[
    return vim.api.nvim_win_call(..., function()
      return { vim.fn.getline("."), vim.fn.winline() }
    end)
  ]],
    window
  )
  assert(vim.deep_equal({ line, row }, now), vim.inspect({ line, row, now }))
end)

case("a file that is not generated any more says so, and follows once it is again", function(editor)
  preview(editor, "shop-order/\\n  \\zsDockerfile")
  back(editor)
  editor:go("Order: service")
  editor:type("dG")
  editor:expect_shown("not generated from shop.temple")
  editor:expect_shown("# `shop-order/Dockerfile` is not a file generated from")
  editor:command("undo")
  editor:expect_shown("WORKDIR /shop-order")
end)

case("`:edit` reads a generated file and the Templefile again, and both go on to follow", function(editor)
  preview(editor, "docker-compose.yml")
  editor:command("3")
  editor:command("edit")
  local seen = editor:lua("return { vim.fn.line('.'), vim.fn.getline(1), vim.bo.filetype, vim.bo.modifiable }")
  assert(vim.deep_equal({ 3, "version: '3'", "yaml", false }, seen), vim.inspect(seen))
  back(editor)
  editor:command("edit!")
  editor:expect_shown("valid parts only: shop.temple has errors")
  mend(editor)
  editor:go("Order: service")
  editor:type("OBook: service {}<Esc>")
  editor:expect_shown("  book:")
  editor:expect_shown("book-db/\n  init.sql")
end)

case("a generated file can be saved under a name", function(editor)
  preview(editor, "docker-compose.yml")
  editor:command("write compose.yml")
  local text = editor.read_file(editor.home .. "/compose.yml")
  assert(vim.startswith(text, "version: '3'\n"), text)
end)

case("a line of a generated file leads to the Templefile", function(editor)
  preview(editor, "docker-compose.yml")
  editor:go("version")
  editor:type("gd")
  editor:expect("the provider", [[return vim.bo.filetype == "temple" and vim.fn.getline("."):find("#provider") ~= nil]])
end)

case("a line that comes from nowhere says why it is there", function(editor)
  preview(editor, "docker-compose.yml")
  editor:go("kong:")
  editor:command("TempleOrigin")
  editor:expect_message("every system has a gateway")
end)

case("a position in the Templefile leads to the generated lines", function(editor)
  editor:open()
  editor:go("#provider")
  editor:command("TempleManifests")
  editor:expect("a list", [[return vim.bo.buftype == "quickfix"]])
  editor:expect_text("docker-compose.yml|1-2 col 1| version: '3'")
  editor:go("docker-compose.yml|1")
  editor:type("<CR>")
  editor:expect_text("version: '3'")
end)

case("selected lines of the Templefile lead to the generated lines", function(editor)
  editor:open()
  editor:command("11,15TempleManifests")
  editor:expect("a list", [[return vim.bo.buftype == "quickfix"]])
  editor:expect_text("shop-order/Dockerfile|1-2 col 1| FROM")
end)

case("the preview still follows after the server was restarted", function(editor)
  preview(editor, "docker-compose.yml")
  back(editor)
  editor:lua([[
    local get = vim.lsp.get_clients or vim.lsp.get_active_clients
    vim.lsp.stop_client(get({ bufnr = 0 })[1].id)
  ]])
  editor:expect("no server", [[return #vim.lsp.get_clients() == 0]])
  editor:command("edit!")
  editor:expect("diagnostics", "return #vim.diagnostic.get(0) > 0")
  mend(editor)
  editor:go("Order: service")
  editor:type("OBook: service {}<Esc>")
  editor:expect_shown("  book:")
  editor:expect_shown("book-db/\n  init.sql")
end)

case("after a crash of the server, commands say how to start it, and the preview goes on", function(editor)
  preview(editor, "docker-compose.yml")
  editor:lua([[
    local server = vim.fn.systemlist({ "pgrep", "-P", tostring(vim.fn.getpid()), "temple-lsp" })[1]
    vim.uv.kill(tonumber(server), "sigkill")
  ]])
  editor:expect("no server", [[return #vim.lsp.get_clients() == 0]])
  editor:command("wincmd p")
  editor:command("TemplePreview")
  editor:expect_message("temple-lsp is not running. Start it with `:set filetype=temple` in a Templefile")
  editor:go("deploy.sh:11")
  editor:type("<CR>")
  editor:expect("the file", [[return vim.fn.bufname():find("/deploy.sh$") ~= nil]])
  local messages = editor:lua([[return vim.fn.execute("messages")]])
  assert(not messages:find("stack traceback"), messages)
  back(editor)
  editor:command("set filetype=temple")
  editor:expect_shown("#!/bin/sh")
  editor:go("Order: service")
  editor:type("OBook: service {}<Esc>")
  editor:expect_shown("book-db/\n  init.sql")
end)

case("views go with the buffer of their Templefile, and those of others go on to follow", function(editor)
  editor:open()
  editor:command("TemplePreview")
  editor:expect("the tree", [[return vim.bo.filetype == "temple-preview"]])
  editor:command("wincmd p")
  editor.write_file(editor.home .. "/shop/other.temple", "Other: project {}\n")
  editor:command("edit shop/other.temple")
  editor:command("TemplePreview")
  editor:expect_shown("other.temple → no provider")
  editor:command("bwipeout! shop/shop.temple")
  editor:expect("one tree", [[
    return not vim.tbl_contains(vim.api.nvim_list_bufs(), function(buf)
      return vim.startswith(vim.api.nvim_buf_get_name(buf), "temple-view://preview/") and
        vim.endswith(vim.api.nvim_buf_get_name(buf), "shop.temple")
    end, { predicate = true })
  ]])
  editor:command("execute bufwinnr('other.temple$') 'wincmd w'")
  editor:type("GoBook: service {}<Esc>")
  editor:expect_shown("book-db/\n  init.sql")
  local messages = editor:lua([[return vim.fn.execute("messages")]])
  assert(not messages:find("stack traceback"), messages)
end)

case("a tree whose Templefile was closed reads it again", function(editor)
  editor:open()
  editor:command("TemplePreview")
  editor:expect("the tree", [[return vim.bo.filetype == "temple-preview"]])
  editor:lua("vim.cmd.bdelete(vim.fn.fnameescape(...))", editor.file)
  editor.write_file(editor.file, "Other: project {}\nBook: service {}\n")
  editor:type("R")
  editor:expect_text("book-db/\n  init.sql")
end)

case("files and folders may be called anything", function(editor)
  local file = editor.home .. "/ein Ordner [x]/läden, %20.temple"
  editor.write_file(file, "Shop: project {}\n")
  editor:open()
  editor:lua("vim.cmd.edit(vim.fn.fnameescape(...))", file)
  editor:command("TemplePreview kubernetes")
  editor:expect_shown("läden, %%20.temple → kubernetes")
  editor:type("<CR>")
  editor:expect("a file", [[return vim.startswith(vim.api.nvim_buf_get_name(0), "temple-manifest://")]])
  editor:command("execute bufwinnr('20.temple$') 'wincmd w'")
  editor:type("oBook: service {}<Esc>")
  editor:expect_shown("book-db/\n  init.sql")
  editor:command("TemplePlan")
  editor:expect_shown("book-db/init.sql")
end)

case("the user's modifiers say where the tree opens", function(editor)
  editor:open()
  editor:command("tab TemplePreview")
  editor:expect(
    "a tab page with the tree",
    [[
    return vim.bo.filetype == "temple-preview" and vim.fn.tabpagenr("$") == 2 and vim.fn.winnr("$") == 1
  ]]
  )
end)

return cases
