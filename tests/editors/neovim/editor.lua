--- A Neovim under test: a process of its own, with its own home directory, controlled and inspected from outside.

local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
local repository = vim.fs.normalize(here .. "/../../..")

---@class Editor
---@field program string
---@field release string
---@field home string everything that this editor reads and writes
---@field file string the Templefile
---@field path? string `PATH`, which contains the server
---@field variables? table<string, string> further variables of its environment
---@field channel? integer
local Editor = {}
Editor.__index = Editor

Editor.repository = repository
Editor.plugin = repository .. "/editors/neovim"

local patience = assert(tonumber(vim.env.PATIENCE), "PATIENCE is a number of seconds") * 1000

---@param file string
---@return string
local function read(file)
  local handle = assert(io.open(file))
  local text = handle:read("*a")
  handle:close()
  return text
end
Editor.read_file = read

---@param file string
---@param text string
local function write(file, text)
  vim.fn.mkdir(vim.fs.dirname(file), "p")
  local handle = assert(io.open(file, "w"))
  handle:write(text)
  handle:close()
end
Editor.write_file = write

--- Returns the configuration that the plugin's README shows under a heading.
---@param heading string
---@return string lua
function Editor.readme(heading)
  local text = read(Editor.plugin .. "/README.md")
  local section = assert(text:match("\n### " .. vim.pesc(heading) .. "\n(.-)\n#"), "no heading " .. heading)
  return assert(section:match("```lua\n(.-)```"), "no lines under " .. heading)
end

---@param program string
---@param release string such as `0.12`
---@param home string
---@return Editor
function Editor.new(program, release, home)
  local self = { program = program, release = release, home = home, file = home .. "/shop/shop.temple" }
  setmetatable(self, Editor)
  vim.fn.mkdir(home .. "/bin", "p")
  vim.uv.fs_symlink(vim.env.TEMPLE_LSP, home .. "/bin/temple-lsp")
  write(self.file, read(here .. "/../workspace/shop.temple"))
  return self
end

---@param lua string
function Editor:configure(lua)
  write(self.home .. "/config/nvim/init.lua", lua)
end

--- Returns the README's configuration for a repository in `~/temple-lsp`.
---@return string lua
function Editor:plain()
  vim.uv.fs_symlink(repository, self.home .. "/temple-lsp")
  return Editor.readme("Without a plugin manager")
end

---@return table<string, string>
function Editor:environment()
  return vim.tbl_extend("error", {
    HOME = self.home,
    XDG_CONFIG_HOME = self.home .. "/config",
    XDG_DATA_HOME = self.home .. "/data",
    XDG_STATE_HOME = self.home .. "/state",
    XDG_CACHE_HOME = self.home .. "/cache",
    -- For sockets, because the length of their paths is limited.
    XDG_RUNTIME_DIR = vim.fs.dirname(vim.fn.tempname()),
    PATH = self.path or (self.home .. "/bin:" .. vim.env.PATH),
    NVIM_LOG_FILE = self.home .. "/log",
    LANG = "C.UTF-8",
    TERM = "xterm-256color",
  }, self.variables or {})
end

--- Replaces the server on `PATH` by one that uses another version of the temple protocol.
---@param version string? that version, or `nil` for a server from before versions existed
function Editor:replace_server(version)
  local link = self.home .. "/bin/temple-lsp"
  assert(vim.uv.fs_unlink(link))
  assert(vim.uv.fs_symlink(vim.fs.normalize(here .. "/../lib/other-version"), link))
  self.variables = { TEMPLE_LSP = vim.env.TEMPLE_LSP, TEMPLE_PROTOCOL = version }
end

--- Starts Neovim with arguments, as a user would.
---@param ... string
function Editor:start(...)
  if vim.fn.filereadable(self.home .. "/config/nvim/init.lua") == 0 then
    self:configure(self:plain())
  end
  local command = vim.list_extend({ self.program, "--headless", "--embed", "-n" }, { ... })
  self.channel = vim.fn.jobstart(command, {
    rpc = true,
    clear_env = true,
    env = self:environment(),
    cwd = self.home,
  })
  assert(self.channel > 0, "Neovim does not start")
end

--- Opens the Templefile and waits until the server has read it.
function Editor:open()
  self:start(self.file)
  self:expect("diagnostics", "return #vim.diagnostic.get(0) > 0")
end

--- Sends a request to the editor, unless it shows a prompt: then it would not answer before a key is pressed.
---@param method string
---@param ... any
---@return any
function Editor:request(method, ...)
  local mode
  local ready = vim.wait(patience, function()
    mode = vim.rpcrequest(self.channel, "nvim_get_mode")
    return not mode.blocking
  end, 20)
  if not ready then
    error(("Neovim waits for a key, in mode %q"):format(mode.mode), 0)
  end
  return vim.rpcrequest(self.channel, method, ...)
end

--- Runs a piece of Lua in the editor.
---@param lua string
---@param ... any its arguments, available as `...`
---@return any
function Editor:lua(lua, ...)
  return self:request("nvim_exec_lua", lua, { ... })
end

--- Types keys.
---@param keys string
function Editor:type(keys)
  vim.rpcrequest(self.channel, "nvim_input", keys)
end

--- Runs a command of Vim.
---@param command string
function Editor:command(command)
  self:request("nvim_command", command)
end

--- Waits until a piece of Lua returns neither `nil` nor `false`.
---@param what string
---@param question string Lua
---@param ... any
---@return any answer
function Editor:expect(what, question, ...)
  local answer
  local arguments = { ... }
  local seen = vim.wait(patience, function()
    answer = self:lua(question, unpack(arguments))
    return answer ~= nil and answer ~= false and answer ~= vim.NIL
  end, 20)
  if not seen then
    error(("waited in vain for %s\n%s"):format(what, self:state()), 2)
  end
  return answer
end

--- Returns the state of the editor, to explain a failure.
---@return string
function Editor:state()
  return self:lua([[
    local out = { vim.fn.execute("messages"), vim.fn.execute("ls!"), "mode " .. vim.fn.mode() }
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      local buf = vim.api.nvim_win_get_buf(win)
      table.insert(out, vim.api.nvim_buf_get_name(buf))
      vim.list_extend(out, vim.api.nvim_buf_get_lines(buf, 0, 40, false))
    end
    return table.concat(out, "\n")
  ]])
end

--- Waits until the current buffer contains a text.
---@param piece string
function Editor:expect_text(piece)
  self:expect(
    ("the text %q"):format(piece),
    [[
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"):find(..., 1, true) ~= nil
  ]],
    piece
  )
end

--- Waits until a window other than the current one shows a text, possibly in its banner.
---@param piece string
function Editor:expect_shown(piece)
  self:expect(
    ("a window with %q"):format(piece),
    [[
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false)
      table.insert(lines, vim.wo[win].winbar)
      if table.concat(lines, "\n"):find(..., 1, true) then
        return true
      end
    end
  ]],
    piece
  )
end

--- Waits until a message to the user contains a text.
---@param piece string
function Editor:expect_message(piece)
  self:expect(("the message %q"):format(piece), [[return vim.fn.execute("messages"):find(..., 1, true) ~= nil]], piece)
end

--- Moves the cursor to a text in the current buffer.
---@param piece string
function Editor:go(piece)
  local found = self:lua([[vim.fn.cursor(1, 1); return vim.fn.search("\\V" .. ..., "c")]], piece)
  assert(found > 0, ("the text has no %q"):format(piece))
end

--- Ends the editor, and its server with it.
function Editor:quit()
  if self.channel then
    pcall(vim.rpcnotify, self.channel, "nvim_command", "qall!")
    if vim.fn.jobwait({ self.channel }, 3000)[1] == -1 then
      vim.fn.jobstop(self.channel)
    end
    self.channel = nil
  end
end

return Editor
