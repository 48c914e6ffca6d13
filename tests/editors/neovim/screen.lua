--- A Neovim in a terminal, whose screen is read. The terminal is tmux, whose socket needs a short path.

local patience = tonumber(vim.env.PATIENCE) * 1000

---@class Screen
---@field socket string
local Screen = {}
Screen.__index = Screen

--- Runs tmux with its own server for this screen.
---@param ... string
---@return string output
function Screen:tmux(...)
  local output = vim.fn.system({ "tmux", "-f", "/dev/null", "-S", self.socket, ... })
  assert(vim.v.shell_error == 0, output)
  return output
end

--- Opens the Templefile in a terminal.
---@param editor Editor
---@return Screen
function Screen.open(editor)
  editor:configure(editor:plain() .. "vim.diagnostic.config({ virtual_text = true })\n")
  local self = setmetatable({ socket = vim.fn.tempname() }, Screen)
  local command = { "new-session", "-d", "-x", "180", "-y", "30", "env", "-i" }
  for name, value in pairs(editor:environment()) do
    table.insert(command, name .. "=" .. value)
  end
  vim.list_extend(command, { editor.program, "-n", editor.file })
  self:tmux(unpack(command))
  return self
end

---@param ... string keys by tmux's names, or text
function Screen:type(...)
  for _, keys in ipairs({ ... }) do
    self:tmux("send-keys", keys)
  end
end

---@return string
function Screen:text()
  return self:tmux("capture-pane", "-p")
end

--- Waits until the screen shows a text.
---@param piece string
function Screen:expect(piece)
  local text
  local seen = vim.wait(patience, function()
    text = self:text()
    return text:find(piece, 1, true) ~= nil
  end, 50)
  assert(seen, ("waited in vain for %q on the screen\n%s"):format(piece, text))
end

function Screen:close()
  self:tmux("kill-server")
end

return Screen
