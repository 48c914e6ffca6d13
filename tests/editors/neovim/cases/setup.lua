--- The features after installation, and the messages if something is missing.

local cases = {}

---@param name string
---@param test fun(editor: Editor)
---@param since? string the version of Neovim that it requires
local function case(name, test, since)
  table.insert(cases, { name = name, test = test, since = since })
end

--- Restarts the editor without a server on its path.
---@param editor Editor
---@param ... string arguments
local function without_server(editor, ...)
  editor:quit()
  editor.path = "/usr/bin:/bin"
  editor:start(...)
end

case("a missing server is reported once, with what to do", function(editor)
  editor:open()
  without_server(editor, editor.file)
  editor:expect_message("temple-lsp was not found in $PATH or as " .. editor.home .. "/.cargo/bin/temple-lsp.")
  editor:expect_message("Install it with `cargo install --locked --path crates/temple-lsp`")
  editor.write_file(editor.home .. "/other.temple", "Other: project {}\n")
  editor:command("edit " .. editor.home .. "/other.temple")
  local messages = editor:lua([[return vim.fn.execute("messages")]])
  assert(select(2, messages:gsub("temple%-lsp was not found", "")) == 1, messages)
end)

case("a command without a server says so", function(editor)
  editor:open()
  without_server(editor, editor.file)
  editor:command("messages clear")
  editor:command("TemplePreview")
  editor:expect_message("temple-lsp was not found")
end)

case("the server of cargo is found outside of the path", function(editor)
  editor:open()
  editor:quit()
  vim.fn.mkdir(editor.home .. "/.cargo", "p")
  assert(vim.uv.fs_rename(editor.home .. "/bin", editor.home .. "/.cargo/bin"))
  editor.path = "/usr/bin:/bin"
  editor:open()
end)

case("the health check reports the program, its version and the server", function(editor)
  editor:open()
  editor:command("checkhealth temple")
  editor:expect_text("found at " .. editor.home .. "/bin/temple-lsp")
  editor:expect_text("OK temple-lsp 0.")
  editor:expect_text("running (client")
  without_server(editor)
  editor:command("checkhealth temple")
  editor:expect_text("ERROR temple-lsp was not found")
  editor:expect_text("not running")
end)

--- Restarts the editor with a server that uses another version of the temple protocol.
---@param editor Editor
---@param version? string
local function with_version(editor, version)
  editor:open()
  editor:quit()
  editor:replace_server(version)
  editor:open()
end

--- Expects one message about the version, and the same as the answer to each command.
---@param editor Editor
---@param message string
local function expect_refusals(editor, message)
  editor:expect_message(message)
  local messages = editor:lua([[return vim.fn.execute("messages")]])
  assert(select(2, messages:gsub("temple protocol", "")) == 1, messages)
  for _, command in ipairs({ "TemplePreview", "TemplePlan", "TempleGraph", "TempleManifests" }) do
    editor:command("messages clear")
    editor:command(command)
    editor:expect_message(message)
  end
  assert(editor:lua("return #vim.api.nvim_list_wins()") == 1, "there is a view")
  editor:command("messages clear")
  editor:command("checkhealth temple")
  editor:expect_text("ERROR temple-lsp")
end

case("a server of an older version is reported, and shows no generated files", function(editor)
  with_version(editor)
  expect_refusals(editor, "uses version 1 of the temple protocol; this plugin needs version 2. Update temple-lsp.")
end)

case("a server of a newer version is reported, and shows no generated files", function(editor)
  with_version(editor, "3")
  expect_refusals(editor, "uses version 3 of the temple protocol; this plugin needs version 2. Update the plugin.")
end)

case("settings go to the server", function(editor)
  editor:configure(editor:plain() .. [[
    vim.g.temple = { settings = { preview = { target = "kubernetes" } } }
  ]])
  editor:open()
  editor:command("TemplePreview")
  editor:expect_shown("shop.temple → kubernetes")
end)

case("a wrong option is refused by its name", function(editor)
  editor:open()
  local message = editor:lua([[return select(2, pcall(require("temple").setup, { setings = {} }))]])
  assert(message == "temple: unknown option `setings`", message)
end)

case("a wrong entry of `vim.g.temple` is reported once, and the rest applies", function(editor)
  editor:configure(editor:plain() .. [[
    vim.g.temple = { folds = 1, setings = {}, settings = { preview = { target = "kubernetes" } } }
  ]])
  editor:open()
  editor:expect_message("temple: unknown option `setings`")
  editor:expect_message("temple: the option `folds` must be a boolean, not a number")
  editor:command("TemplePreview")
  editor:expect_shown("shop.temple → kubernetes")
  local messages = editor:lua([[return vim.fn.execute("messages")]])
  assert(select(2, messages:gsub("setings", "")) == 1 and not messages:find("traceback"), messages)
end)

case("the help has its tags", function(editor)
  editor:open()
  editor.write_file(editor.home .. "/help/doc/temple.txt", editor.read_file(editor.plugin .. "/doc/temple.txt"))
  editor:lua("vim.opt.runtimepath:prepend(...)", editor.home .. "/help")
  editor:lua("vim.cmd.helptags(vim.fn.fnameescape(...))", editor.home .. "/help/doc")
  for _, subject in ipairs({ "temple", ":TemplePreview", "temple-options" }) do
    editor:command("help " .. subject)
    assert(editor:lua([[return vim.fn.expand("%:t")]]) == "temple.txt", subject)
  end
end)

case("the parser compiles, and colours the text", function(editor)
  editor:open()
  editor:command("TempleInstallParser")
  for _, kind in ipairs({ "highlights", "folds", "indents", "injections", "locals" }) do
    assert(editor:lua([[return vim.treesitter.query.get("temple", ...) ~= nil]], kind), kind)
  end
  editor:go("Order: service")
  editor:expect(
    "colours",
    [[return vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil
    and #vim.treesitter.get_captures_at_cursor() > 0]]
  )
end)

--- Creates a git repository that contains only the plugin.
---@param editor Editor
---@return string folder
local function repository(editor)
  local folder = editor.home .. "/origin"
  vim.fn.mkdir(folder .. "/editors", "p")
  local function run(...)
    local output = vim.fn.system({ ... })
    assert(vim.v.shell_error == 0, output)
  end
  run("cp", "-R", editor.plugin, folder .. "/editors/neovim")
  run("git", "-C", folder, "init", "--quiet", "--initial-branch=main")
  run("git", "-C", folder, "add", ".")
  run("git", "-C", folder, "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "-m", "test")
  return folder
end

case("the lines for vim.pack are enough", function(editor)
  local lines = editor.readme("vim.pack")
  local origin = "file://" .. repository(editor)
  local replaced, count = lines:gsub("https://github.com/temple%-lsp/temple%-lsp", origin)
  assert(count == 1, lines)
  -- The plugin manager asks before it installs; this user confirms.
  editor:configure("vim.fn.confirm = function() return 1 end\n" .. replaced)
  editor:open()
  editor:command("TemplePreview")
  editor:expect_shown("shop.temple → dockerCompose")
end, "0.12.0")

case("the lines for lazy.nvim are enough", function(editor)
  editor:plain()
  -- Imitates the plugin manager: it loads only its own plugins, and calls `config`.
  editor:configure(([[
    vim.go.loadplugins = false
    local spec = %s
    spec.config({ dir = vim.env.HOME .. "/temple-lsp" })
    vim.cmd("filetype plugin indent on")
  ]]):format(editor.readme("lazy.nvim")))
  editor:open()
  editor:command("TemplePreview")
  editor:expect_shown("shop.temple → dockerCompose")
end)

return cases
